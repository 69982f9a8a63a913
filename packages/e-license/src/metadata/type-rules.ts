import type { ExtensionItem } from './extension.ts'

/**
 * What a licence's data is held to of its type. An entry of a catalogue (`LicenceType` of
 * `@xinyin/e-license/catalogue`) is one.
 */
export interface TypeRules {
  /** 证照类型代码. */
  readonly code: string
  /** 证照名称. */
  readonly name: string
  readonly holders: {
    /** Kinds of codes that holders may have: `['001']`. */
    readonly codeTypes: readonly string[]
    /** Most holders of one licence; any number unless given. */
    readonly limit?: number
  }
  readonly extensions: readonly ExtensionItem[]
}
