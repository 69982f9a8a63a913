import { type Check, failed, passed, skipped } from '@xinyin/core'
import { type Licence, wantedOf } from '@xinyin/e-license'

/** What a window takes: licences of one type, of one region. */
export interface LicenceDemands {
  /** 证照类型代码. */
  readonly type?: string
  /** Region code (GB/T 2260), as many digits of it as matter: `33`, `3301`, `330102`. */
  readonly region?: string
}

/** Holds a licence to what the window takes. That its issuer may issue it is for the trust to say, and asked elsewhere. */
export function checkDemands(licence: Licence | undefined, { type, region }: LicenceDemands): Check[] {
  const asked = [
    ['demand.type', type],
    ['demand.region', region],
  ] as const
  if (licence === undefined)
    return asked.map(([id, value]) => skipped(id, value === undefined ? 'demand' : 'licence.metadata'))
  const { licenceType = '', region: found = '' } = wantedOf(licence)
  return [
    type === undefined
      ? skipped('demand.type', 'demand')
      : licenceType === type
        ? passed('demand.type', { type })
        : failed('demand.type', 'ERR_DEMAND_TYPE', { found: licenceType, expected: type }),
    region === undefined
      ? skipped('demand.region', 'demand')
      : found.startsWith(region)
        ? passed('demand.region', { region: found })
        : failed('demand.region', 'ERR_DEMAND_REGION', {
            found: found === '' ? '-' : found,
            expected: region,
          }),
  ]
}
