// The search vector of a task, made as src/features/tasks/search.rs and content.rs make it. The benchmark searches for
// what it loaded, so a difference shows as nothing found.

/** Han with its extensions, kana, bopomofo, hangul. */
const CHINESE = /[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
const LETTER = /[\p{Alphabetic}\p{N}]/u;

function runs(text) {
  const found = [];
  let open = false;
  for (const character of text.trim().normalize("NFKC").toLowerCase()) {
    if (!LETTER.test(character)) {
      open = false;
      continue;
    }
    const chinese = CHINESE.test(character);
    const last = found.at(-1);
    if (open && last.chinese === chinese) last.characters.push(character);
    else found.push({ chinese, characters: [character] });
    open = true;
  }
  return found;
}

function tokens({ chinese, characters }) {
  if (!chinese) return [characters.join("")];
  return characters.map((character, at) => character + (characters[at + 1] ?? ""));
}

/** Texts with their weights (A to D) as the literal of a `tsvector`. */
export function vector(parts) {
  let [literal, position] = ["", 0];
  for (const [weight, text] of parts) {
    for (const run of runs(text)) {
      for (const token of tokens(run)) literal += `'${token}':${++position}${weight} `;
      position += 1;
    }
    position += 5;
  }
  return literal;
}
