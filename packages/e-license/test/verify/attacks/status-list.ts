import type { Fetch } from '@xinyin/core'
import {
  changeStatuses,
  createStatusChecker,
  createStatusList,
  encodeState,
  type LicenceState,
  type LicenceStatusChecker,
  signStatusListCwt,
} from '../../../src/status/index.ts'
import { AT, createLists } from '../../province.ts'
import { after, createOffice, type Office, signedList, trustIn } from '../../status/office.ts'
import { type Attack, attack, known, type Refusal } from './attack.ts'
import { DATA, granting, listed, signedBy, type World } from './world.ts'

const SIZE = 32
const valued = (value: number) => changeStatuses(createStatusList({ bits: 4, size: SIZE }), [[7, value]])
const stated = (state: LicenceState) => valued(encodeState(state, 4))

const inState = (state: LicenceState, code: string): Attack =>
  known('state', state, `licence.status ERR_LICENCE_STATE_${code}`, async ({ registry }) => ({
    status: listed(await signedList(registry, { list: stated(state) })),
  }))

/** What the registry says, or somebody in its place, where no state can be told. */
const untold = (
  name: string,
  code: `ERR_${string}`,
  status: (world: World) => Promise<LicenceStatusChecker>,
): Attack =>
  known('status list', name, `licence.status ${code}`, async (world) => ({ status: await status(world) }))

/** What comes from where the licence says that its state is told. */
const served = (body: string | Uint8Array, type = 'application/statuslist+jwt'): LicenceStatusChecker => {
  const fetch: Fetch = async () => new Response(body as BodyInit, { headers: { 'content-type': type } })
  return createStatusChecker({ fetch, clock: () => AT })
}

type List = Parameters<typeof signedList>[1]
const listedBy = async (office: Pick<Office, 'signing'>, change?: List) =>
  listed(await signedList(office, change))

const limited = (name: string, code: `ERR_${string}`, grant: Parameters<typeof granting>[1]): Attack =>
  known('status list', name, `licence.status ${code}`, ({ registry, trust }) => ({
    trust: {
      ...trust,
      anchors: [
        ...trust.anchors.filter(({ roles }) => !roles.includes('status-issuer')),
        ...granting(registry.trust, grant).anchors,
      ],
    },
  }))

const MISSING: Refusal = 'licence.status ERR_LICENCE_STATUS_MISSING'
const { status: _, ...STATELESS } = DATA

/** Licences that no longer hold, whatever they say themselves. */
export const STATE_ATTACKS: readonly Attack[] = [
  inState('revoked', 'REVOKED'),
  inState('withheld', 'WITHHELD'),
  inState('withdrawn', 'WITHDRAWN'),
  inState('cancelled', 'CANCELLED'),
  inState('lapsed', 'LAPSED'),
  inState('transferred-out', 'TRANSFERRED'),
  inState('other', 'OTHER'),
  attack(
    'state',
    'one that does not say where its state is told, of a type that has to',
    MISSING,
    async (world, form) => ({
      input: await signedBy(world.province, form, STATELESS),
      policy: { requireStatus: [DATA.typeCode] },
    }),
  ),
  attack(
    'state',
    'a place beyond the end of the list',
    'licence.status ERR_STATUS_LIST_INDEX',
    ({ province }, form) =>
      signedBy(province, form, { ...DATA, status: { uri: DATA.status?.uri ?? '', index: SIZE } }),
  ),
]

/** Lists of states that tell nothing of the licence (draft-ietf-oauth-status-list, 8.3). */
export const STATUS_LIST_ATTACKS: readonly Attack[] = [
  known('status list', 'nobody is asked', 'licence.status ERR_LICENCE_STATUS_UNASKED', () => ({
    status: undefined as never,
  })),
  untold('none', 'ERR_STATUS_LIST_NO_SOURCE', async () => listed()),
  untold('a network that is cut', 'ERR_STATUS_LIST_UNREACHABLE', async () =>
    createStatusChecker({ fetch: () => Promise.reject(new TypeError('cut')), clock: () => AT }),
  ),
  untold('one that is too old', 'ERR_STATUS_LIST_STALE', ({ registry }) =>
    listedBy(registry, { issuedAt: after(-2 * 86_400) }),
  ),
  untold('one that has run out', 'ERR_STATUS_LIST_EXPIRED', ({ registry }) =>
    listedBy(registry, { expiresAt: after(-1) }),
  ),
  untold('one of the future', 'ERR_STATUS_LIST_FUTURE', ({ registry }) =>
    listedBy(registry, { issuedAt: after(3600), expiresAt: after(7200) }),
  ),
  untold(
    'an older one, in which it was valid still, beside the newest',
    'ERR_LICENCE_STATE_REVOKED',
    async ({ registry }) =>
      listed(
        await signedList(registry, { list: stated('revoked') }),
        await signedList(registry, { issuedAt: after(-600) }),
      ),
  ),
  untold('that of other licences, in its place', 'ERR_STATUS_LIST_SUBJECT', async ({ registry }) =>
    served(await signedList(registry, { uri: 'https://status.example.gov.cn/lists/2' })),
  ),
  untold('one of a registry that nobody trusts', 'ERR_PATH_NO_ANCHOR', async () =>
    listedBy(await createOffice()),
  ),
  untold(
    'one by the issuer of the licence, who may not tell',
    'ERR_PATH_NO_ANCHOR',
    ({ province: { issuer } }) =>
      listedBy({ signing: { signer: issuer.signer, certificates: [issuer.certificate] } }),
  ),
  untold('one that was altered', 'ERR_STATUS_LIST_SIGNATURE', async ({ registry }) => {
    const [header, , signature] = (await signedList(registry, { list: stated('revoked') })).split('.')
    const [, payload] = (await signedList(registry)).split('.')
    return served([header, payload, signature].join('.'))
  }),
  untold('a licence in its place', 'ERR_STATUS_LIST_TYPE', async ({ licence }) =>
    served(licence['sd-jwt'].slice(0, licence['sd-jwt'].indexOf('~'))),
  ),
  untold('a value without a meaning', 'ERR_STATUS_LIST_VALUE', ({ registry }) =>
    listedBy(registry, { list: valued(4) }),
  ),
  untold('a bomb', 'ERR_STATUS_LIST_SIZE', async ({ registry }) => {
    const list = createStatusList({ bits: 8, size: 10 * 2 ** 20 + 1 })
    return listed(
      await signStatusListCwt({ uri: DATA.status?.uri ?? '', list, issuedAt: after(-60) }, registry.signing),
    )
  }),
  limited('one by who may not tell of this type', 'ERR_GRANT_LICENCE_TYPE', {
    licenceTypes: ['11100000000013338W011'],
  }),
  limited('one by who may not tell of this region', 'ERR_GRANT_REGION', { regions: ['33'] }),
  known(
    'status list',
    'one by who was revoked',
    'licence.status ERR_REVOCATION_REVOKED',
    async ({ registry, province, trust }) => {
      const { serialNumber } = registry.issuer.certificate
      const revoked = await trustIn(registry.root, 'status-issuer', {}, [
        { serialNumber, revokedAt: after(-3600) },
      ])
      const others = await createLists(Object.values(province.roots))
      const crls = [...(revoked.revocation?.crls ?? []), ...others.crls]
      return { trust: { ...trust, revocation: { crls, ocspResponses: [] } } }
    },
  ),
]
