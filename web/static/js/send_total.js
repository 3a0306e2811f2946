// What holds for the whole card: how far it is, how long it takes, and whether it may be erased.
const SendTotal = (() => {
  const open = (card, hasSecondPlace) => {
    const part = (name) => card.querySelector(`[data-${name}]`);
    const words = card.dataset;
    const say = (place, text) => { if (place.textContent !== text) place.textContent = text; };
    const number = (value) => new Intl.NumberFormat(document.documentElement.lang).format(value);

    const verdictOf = (all) => {
      if (all.twice === all.files) return "erase";
      if (all.safe === all.files) return hasSecondPlace ? "copying" : "one";
      return all.refused && all.safe + all.refused === all.files ? "refused" : "keep";
    };
    const timeOf = (all) => {
      if (!all.open) return "";
      if (all.stalled && !all.moving) return words.stalled;
      const seconds = SendSpeed.secondsFor(all.left);
      if (!all.moving && !seconds) return "";
      return seconds ? words.left.replace("{time}", SendSpeed.time(seconds)) : words.measuring;
    };

    return (all) => {
      card.hidden = !all.files;
      if (!all.files) return;
      const verdict = verdictOf(all);
      card.dataset.verdict = verdict;
      card.querySelectorAll("[data-verdict-is]").forEach((one) => { one.hidden = one.dataset.verdictIs !== verdict; });
      const values = { files: all.files, safe: all.safe, twice: all.twice, refused: all.refused };
      card.querySelectorAll("[data-fill]").forEach((one) => say(one, one.dataset.fill.replace(/\{(\w+)\}/g, (_all, name) => number(values[name]))));
      const bar = part("total");
      bar.max = all.bytes || 1;
      bar.value = all.sent;
      say(part("bytes"), words.bytesWords.replace("{sent}", SendSpeed.size(all.sent)).replace("{size}", SendSpeed.size(all.bytes)));
      say(part("time"), timeOf(all));
      const isOver = all.safe === all.files;
      part("figures").hidden = isOver;
      part("pause-all").hidden = !all.open;
      part("go-all").hidden = !all.paused;
      part("next-card").hidden = Boolean(all.open || all.paused);
    };
  };
  return { open };
})();
