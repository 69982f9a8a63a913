import type { Certificate } from '../../x509/certificate.ts'

/** A trusted list of ETSI TS 119 612 可信列表: an XML document in which a country says whom it supervises. */
export interface TrustedList {
  /** 5 or 6. */
  readonly version: number
  readonly sequence: number
  /** URI of the kind of list. */
  readonly type: string
  /** Two letters: `ES`, `EU`. */
  readonly territory: string
  readonly operator: string
  readonly issuedAt: Date
  /** Absent in a list that was closed. */
  readonly nextUpdate: Date | undefined
  readonly services: readonly TrustedListService[]
}

/** A status of a service, from a time on. */
export interface TrustedListPeriod {
  /** URI: `http://uri.etsi.org/TrstSvc/Svctype/CA/QC`. */
  readonly type: string
  /** URI: `http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted`. */
  readonly status: string
  readonly since: Date
  /** Extensions by the local names of what is in them, as `AdditionalServiceInformation`; of several elements, none. */
  readonly extensions: readonly {
    readonly name: string
    readonly critical: boolean
    readonly uris: readonly string[]
  }[]
}

export interface TrustedListService extends TrustedListPeriod {
  readonly provider: string
  readonly name: string
  readonly certificates: readonly Certificate[]
  /** Earlier statuses, the latest first. */
  readonly history: readonly TrustedListPeriod[]
}
