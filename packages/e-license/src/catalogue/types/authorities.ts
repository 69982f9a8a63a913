/** Authorities that define types of the examples. Their codes pass both of their check characters. */
export const MARKET_REGULATION = { name: '国家市场监督管理总局', code: '11100000MB0143028R' } as const
export const PUBLIC_SECURITY = { name: '中华人民共和国公安部', code: '111000000000131433' } as const
export const HOUSING = { name: '中华人民共和国住房和城乡建设部', code: '11100000000013338W' } as const
export const NATURAL_RESOURCES = { name: '中华人民共和国自然资源部', code: '11100000MB03271699' } as const
/** Read off a type code in use; the name is taken from what the licence says [M]. */
export const TRANSPORT = { name: '中华人民共和国交通运输部', code: '1110000000001332XW' } as const

/** Kinds of codes by which persons are named, and those of organisations. */
export const PERSON_CODES = ['111', '414', '511', '516', '999'] as const
export const ORGANISATION_CODES = ['001', '099'] as const

/** The whole country (GB/T 2260 has no code for it; platforms write this one). */
export const NATIONWIDE = ['000000'] as const
