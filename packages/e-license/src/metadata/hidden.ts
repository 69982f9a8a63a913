/**
 * What takes no room on a page, moves what stands beside it, or ends a line unseen: controls, marks of direction
 * (UAX #9), joiners, selectors, tags, fillers and blanks of no width, as far as Unicode calls them ignorable, and the
 * few that it does not: lines and paragraphs of their own, annotations between lines, the Braille cell without dots.
 */
const UNSEEN =
  /(?!\n)[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u2800\ufff9-\ufffb]/gu

/** Planes of ideographs: which of them are letters, an engine knows only as far as its own edition of Unicode. */
const IDEOGRAPH = String.raw`[\p{Ideographic}\u{20000}-\u{3fffd}]`

/** Scripts whose letters take their forms from their neighbours: Uyghur and Kazakh, Mongolian, Manchu and Xibe, Tibetan, Dai. */
const JOINED = String.raw`[\p{Script=Arabic}\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Devanagari}]`

/**
 * What of it belongs to names as they are written: one selector behind an ideograph, which chooses its variant (UTS #37);
 * a joiner, a Mongolian selector or vowel separator at a letter of a script that is joined.
 */
const WRITTEN = /* @__PURE__ */ new RegExp(
  [
    String.raw`(?<=${IDEOGRAPH})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`,
    String.raw`(?<=${JOINED})[\u200c\u200d](?![\u200c\u200d])`,
    String.raw`(?<![\u200c\u200d])[\u200c\u200d](?=\p{Script=Mongolian})`,
    String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180f]`,
  ].join('|'),
  'gu',
)

/**
 * Finds what a person does not see in a text and a machine reads: two texts with and without it look the same, or one
 * looks as it does not read.
 *
 * @returns the first such character as `U+202E`; `undefined` where what is seen is what is there
 */
export function hiddenCharacter(text: string): string | undefined {
  const unseen = [...text.matchAll(UNSEEN)]
  if (unseen.length === 0) return undefined
  const written = new Set([...text.matchAll(WRITTEN)].map(({ index }) => index))
  const hidden = unseen.find(({ index }) => !written.has(index))
  const point = hidden?.[0].codePointAt(0)
  return point === undefined ? undefined : `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
}
