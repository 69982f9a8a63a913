export const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** GB/T 33190-2016, 6.2. */
export const NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'

/** What a root element has its items' names in, in the tag file of a licence. */
export const TAG_NAMESPACE = 'urn:xinyin:licence-face:1'

/** Tag of the words that a template says itself: of no item. */
export const WORDS_TAG = 'Words'
