/** What the XML files of a package may take. */
export interface XmlLimits {
  /** One file. */
  readonly maxBytes: number
  /** Index files, lists of signatures and their descriptions together. Those of real documents stay below 1 MiB. */
  readonly maxTotalBytes: number
  readonly maxDepth: number
  /** In one file. */
  readonly maxElements: number
  /** Of one element. */
  readonly maxAttributes: number
  /** Elements, attributes, texts and comments of all these files together. */
  readonly maxEvents: number
}

export const DEFAULT_XML_LIMITS: XmlLimits = {
  maxBytes: 2 * 1024 * 1024,
  maxTotalBytes: 4 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 60_000,
  maxAttributes: 64,
  maxEvents: 250_000,
}
