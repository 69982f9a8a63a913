/** What a visitor sees. */
export interface View {
  readonly url: string
  readonly status: number
  readonly html: string
}

/** Somebody at a browser: what they can do, whichever browser it is. */
export interface Visitor {
  /** Goes to an address, and where that leads. */
  open(url: string): Promise<View>
  /** Presses the button of a value. */
  press(value: string): Promise<View>
  /** The same, but what would be asked of an address that begins so is not asked, and told instead. */
  pressUpTo(value: string, start: string): Promise<string>
  /** A tab beside this one. */
  tab(): Promise<Visitor>
  /** The cookies for a site, by name. */
  cookies(origin: string): Promise<ReadonlyMap<string, string>>
  close(): Promise<void>
}
