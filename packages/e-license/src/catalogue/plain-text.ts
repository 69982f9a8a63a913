// What shows nothing and what is half a character. Joiners stay: Uyghur and Mongolian names are written with them.
const HIDDEN = /(?![\n\u180e\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu
const FULL_WIDTH = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g

/** Letters and digits of East Asian width as plain ones; punctuation stays, which Chinese text has of that width. */
export const narrow = (text: string): string =>
  text.replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))

/** A text without characters that show nothing or are half of one. */
export const withoutHidden = (text: string): string => text.replace(HIDDEN, '')

/** A text as somebody would have typed it who saw it: nothing hidden, no blanks at its ends, plain letters and digits. */
export const plainText = (text: string): string => narrow(withoutHidden(text)).trim()
