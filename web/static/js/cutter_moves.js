// Everything that can be done to a cut, by name, as on the server; both are held to the same cases.
// A move that cannot be is refused with the key of a sentence. Pure.
const CutMoves = (() => {
  const MOST = { items: 500, titles: 200, tracks: 12, sounds: 300 };
  const table = { ...CutMovesPicture, ...CutMovesLooks, ...CutMovesBeside };
  const moved = (cut, name, values, bin) => {
    if (!Object.hasOwn(table, name)) CutAsked.refuse("no_move");
    const after = CutRules.settled(table[name](cut, CutAsked.of(values, bin)), bin);
    const sounds = after.tracks.flatMap((track) => track.sounds);
    if (after.items.length > MOST.items || after.titles.length > MOST.titles || after.tracks.length > MOST.tracks || sounds.length > MOST.sounds) CutAsked.refuse("many");
    return after;
  };
  return { moved, table };
})();
