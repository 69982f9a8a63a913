import type { TypeRules } from '../metadata/type-rules.ts'

/** A span of the calendar. */
export interface Period {
  readonly years?: number
  readonly months?: number
}

/**
 * How long licences of a type are valid 有效期限.
 *
 * - `endless`: they do not run out.
 * - `fixed`: one of `periods` from the first day; with `endless`, there are also some that do not run out.
 * - `given`: each says its own last day.
 * - `age`: until its holder is so old, in years.
 */
export type ValidityRule =
  | { readonly kind: 'endless' }
  | { readonly kind: 'fixed'; readonly periods: readonly Period[]; readonly endless?: boolean }
  | { readonly kind: 'given' }
  | { readonly kind: 'age'; readonly age: number }

/** Who may hold a licence of a type 持证主体. */
export type HolderKind = 'person' | 'organisation' | 'any'

/** A type is published to be used, and withdrawn once none are issued any more. */
export type TypeState = 'draft' | 'published' | 'withdrawn'

/**
 * How much harm its data can do 安全级别: `ordinary` 一般; `sensitive` 敏感: a query has to say who asks and why;
 * `restricted` 限制: not shared but with its holder. The words are of this library: those of GB/T 36902 are unconfirmed [?].
 */
export const SECURITY_CLASSES = ['ordinary', 'sensitive', 'restricted'] as const

/** A matter 事项 in which the licence is issued or asked for. */
export interface RelatedItem {
  readonly name: string
  readonly code: string
}

/**
 * One licence type 证照类型, as a catalogue has it (GB/T 36902-2018): what all licences of the type have in common. What
 * the standard calls its elements is known from platforms only; their grouping here is of this library.
 */
export interface LicenceType extends TypeRules {
  /** 证照类型代码: credit code of the authority that defines the type, and three digits. */
  readonly code: string
  /** 证照名称. */
  readonly name: string
  /** The name in English. */
  readonly englishName?: string
  /** Edition of this entry, from 1. One of several editions of a type is published. */
  readonly version: number
  readonly state: TypeState
  /** First day on which the entry is in use, `YYYY-MM-DD`. */
  readonly publishedOn?: string
  /** First day on which it is in use no more. */
  readonly withdrawnOn?: string
  /** 证照定义机构. */
  readonly authority: { readonly name: string; readonly code: string }
  readonly validity: ValidityRule
  readonly holders: TypeRules['holders'] & { readonly kind: HolderKind }
  /** Name of the template of its face. */
  readonly face?: string
  /** Assurance level 实名等级 that somebody needs to obtain their own, 1 to 4. */
  readonly level: number
  /** One of {@link SECURITY_CLASSES}. */
  readonly securityClass?: string
  /** Regions in which it is issued, by their codes (GB/T 2260): `000000` for all, `330000` for a province. */
  readonly areas: readonly string[]
  readonly relatedItems?: readonly RelatedItem[]
}

/** A catalogue of licence types 证照目录. */
export interface LicenceCatalogue {
  readonly name: string
  /** Of the catalogue as a whole, as its publisher counts. */
  readonly version: string
  readonly types: readonly LicenceType[]
}
