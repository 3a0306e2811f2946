// What was dropped or chosen: files, and folders with all that is in them. A card has small side
// files of its camera as well; they stay where they are. A kind that we do not know is shown.
const SendFiles = (() => {
  const SIDE_FILES = new Set("bdm bim bnp bup cif csv cpi ctg dat db idx ifo ind inf ini inp int jpn lnk log lrv mif mpl msk ppn ppl sav scr smi sxml tdt thm tid txt url xml xmp".split(" "));

  const kindOf = (name) => { const dot = name.lastIndexOf("."); return dot > 0 ? name.slice(dot).toLowerCase() : ""; };
  const isSideFile = (name) => name.startsWith(".") || !kindOf(name) || SIDE_FILES.has(kindOf(name).slice(1)) || /^desktop\.ini$/i.test(name);
  const inOrder = (one, other) => one.path.localeCompare(other.path, undefined, { numeric: true });

  // A folder gives its entries by the hundred, and an empty list at its end.
  const childrenOf = async (folder) => {
    const reader = folder.createReader();
    const all = [];
    for (;;) {
      const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
      if (!some.length) return all;
      all.push(...some);
    }
  };
  const filesIn = async (entry) => {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => { entry.file(resolve, reject); });
      return [{ file, path: entry.fullPath.replace(/^\//, "") }];
    }
    const found = [];
    for (const one of await childrenOf(entry)) found.push(...await filesIn(one).catch(() => []));
    return found;
  };

  // The list of what was dropped is gone after the event: it is read at once, its folders later.
  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((one) => one.webkitGetAsEntry && one.webkitGetAsEntry()).filter(Boolean);
    if (!entries.length) return chosen(transfer.files);
    const found = [];
    for (const entry of entries) found.push(...await filesIn(entry).catch(() => []));
    return found.sort(inOrder);
  };
  const chosen = (files) => [...files].map((file) => ({ file, path: file.webkitRelativePath || file.name })).sort(inOrder);

  return {
    dropped,
    chosen,
    sort(found, accepts) {
      const side = found.filter(({ file }) => isSideFile(file.name));
      const rest = found.filter((one) => !side.includes(one));
      // What a browser calls a film or a sound is sent as well: in the end its bytes decide.
      return { side, rest, isTaken: ({ file }) => accepts.includes(kindOf(file.name)) || /^(video|audio)\//.test(file.type) };
    },
  };
})();
