import { parseStrictJson } from '../../json/parse.ts'
import type { Certificate } from '../../x509/certificate.ts'
import { isNamed, isRegionPrefix } from '../grant.ts'
import { readListCertificate } from './certificate.ts'
import { trustListError } from './codes.ts'
import { readExtensions } from './extensions.ts'
import { DEFAULT_LIST_LIMITS, type TrustListLimits } from './limits.ts'
import type { ListPublisher, ServicePeriod, TrustedEntity, TrustedService, TrustList } from './list.ts'
import { type Members, memberError, openMembers } from './members.ts'
import { isTerritory, LIST_EXTENSION, LIST_TYPE, LIST_VERSION, roleOf, statusOf } from './uri.ts'

/** What is counted over a whole list, against its limits. */
interface Reading {
  readonly limits: TrustListLimits
  services: number
  /** By the base64 in which they stand: a history repeats the certificate of its service. */
  readonly certificates: Map<string, Certificate>
}

/**
 * Reads the content of a trust list (ETSI TS 119 602, JSON binding), without its signature. Members of the standard that
 * nothing hangs on are passed over; an extension that is critical and unknown is refused.
 *
 * @throws CoreError `ERR_JSON_*`, `ERR_TRUST_LIST_VERSION`, `ERR_TRUST_LIST_MEMBER`, `ERR_TRUST_LIST_EXTENSION`,
 *   `ERR_TRUST_LIST_CERTIFICATE`, `ERR_TRUST_LIST_HISTORY`, `ERR_TRUST_LIST_SIZE`
 */
export function parseTrustListContent(
  text: string,
  limits: TrustListLimits = DEFAULT_LIST_LIMITS,
): TrustList {
  const reading: Reading = { limits, services: 0, certificates: new Map() }
  const root = openMembers(parseStrictJson(text), '$')
  root.only('LoTE', '$schema')
  const list = root.object('LoTE')
  const scheme = list.object('ListAndSchemeInformation')
  // First of all: what follows means something only in a version that is known.
  const version = scheme.count('LoTEVersionIdentifier')
  if (version !== LIST_VERSION)
    throw trustListError('ERR_TRUST_LIST_VERSION', { version, known: LIST_VERSION })
  if (scheme.uri('LoTEType') !== LIST_TYPE) throw memberError(scheme, 'LoTEType')

  const extensions = readExtensions(scheme, 'SchemeExtensions', [
    LIST_EXTENSION.nextSigners,
    LIST_EXTENSION.publisherScope,
  ])
  const nextSigners = extensions.get(LIST_EXTENSION.nextSigners)
  const issuedAt = scheme.time('ListIssueDateTime')
  const nextUpdate = scheme.time('NextUpdate')
  if (nextUpdate <= issuedAt) throw memberError(scheme, 'NextUpdate')
  return {
    territory: readTerritory(scheme),
    sequence: scheme.count('LoTESequenceNumber'),
    operator: readName(scheme, 'SchemeOperatorName'),
    name: readName(scheme, 'SchemeName'),
    issuedAt,
    nextUpdate,
    entities: list.has('TrustedEntitiesList') ? readEntities(list, reading) : [],
    publishers: readPublishers(scheme, extensions.get(LIST_EXTENSION.publisherScope), reading),
    nextSigners: nextSigners === undefined ? [] : readCertificates(nextSigners, reading),
  }
}

function readTerritory(members: Members): string {
  const territory = members.text('SchemeTerritory')
  if (!isTerritory(territory)) throw memberError(members, 'SchemeTerritory')
  return territory
}

/** A name in several languages: the one in Chinese, or the first. No language twice. */
function readName(members: Members, name: string): string {
  const items = members.objects(name)
  const languages = items.map((item) => item.text('lang').toLowerCase())
  if (new Set(languages).size !== languages.length) throw memberError(members, name)
  const texts = items.map((item) => item.text('value'))
  return texts[languages.findIndex((language) => /^zh\b/.test(language))] ?? items[0].text('value')
}

function readUri(members: Members, name: string): string {
  return members.objects(name)[0].uri('uriValue')
}

/** `ServiceDigitalIdentity`: certificates in standard base64. Bare keys and names identify nobody here. */
function readCertificates(members: Members, reading: Reading): Certificate[] {
  members.only('X509Certificates')
  const certificates = members.objects('X509Certificates').map((item) => readCertificate(item, reading))
  if (new Set(certificates).size !== certificates.length) throw memberError(members, 'X509Certificates')
  return certificates
}

function readCertificate(item: Members, { certificates, limits }: Reading): Certificate {
  item.only('encoding', 'specRef', 'val')
  // A certificate is longer than other texts of a list.
  const val = item.longText('val', limits.maxCertificateBytes * 2)
  const known = certificates.get(val)
  if (known !== undefined) return known
  if (certificates.size >= limits.maxCertificates) {
    throw trustListError('ERR_TRUST_LIST_SIZE', { limit: limits.maxCertificates, unit: 'certificates' })
  }
  const certificate = readListCertificate(val, item.path)
  certificates.set(val, certificate)
  return certificate
}

function readPublishers(scheme: Members, scope: Members | undefined, reading: Reading): ListPublisher[] {
  const limits = new Map<string, readonly string[]>()
  for (const item of scope?.objects('publishers') ?? []) {
    item.only('territory', 'licenceTypes')
    const territory = item.text('territory')
    if (limits.has(territory)) throw memberError(item, 'territory')
    if (!item.texts('licenceTypes').every(isNamed)) throw memberError(item, 'licenceTypes')
    limits.set(territory, item.texts('licenceTypes'))
  }
  const pointers = scheme.has('PointersToOtherLoTE') ? scheme.objects('PointersToOtherLoTE') : []
  const publishers = pointers.map((pointer): ListPublisher => {
    const [qualifier, ...others] = pointer.objects('LoTEQualifiers')
    if (others.length > 0) throw memberError(pointer, 'LoTEQualifiers')
    if (qualifier.uri('LoTEType') !== LIST_TYPE) throw memberError(qualifier, 'LoTEType')
    const territory = readTerritory(qualifier)
    const licenceTypes = limits.get(territory)
    limits.delete(territory)
    return {
      territory,
      operator: readName(qualifier, 'SchemeOperatorName'),
      location: pointer.uri('LoTELocation'),
      signers: pointer.objects('ServiceDigitalIdentities').flatMap((item) => readCertificates(item, reading)),
      ...(licenceTypes === undefined ? {} : { licenceTypes }),
    }
  })
  // A limit for nobody was meant for somebody.
  if (limits.size > 0) throw memberError(scheme, 'SchemeExtensions')
  return publishers
}

function readEntities(list: Members, reading: Reading): TrustedEntity[] {
  const { maxEntities } = reading.limits
  const entities = list.objects('TrustedEntitiesList')
  if (entities.length > maxEntities) {
    throw trustListError('ERR_TRUST_LIST_SIZE', { limit: maxEntities, unit: 'entities' })
  }
  return entities.map((entity) => {
    const information = entity.object('TrustedEntityInformation')
    const address = information.object('TEAddress')
    const [street] = address.objects('TEPostalAddress')
    return {
      name: readName(information, 'TEName'),
      address: street.text('StreetAddress'),
      contact: readUri(address, 'TEElectronicAddress'),
      information: readUri(information, 'TEInformationURI'),
      services: entity.objects('TrustedEntityServices').map((service) => readService(service, reading)),
    }
  })
}

function readService(service: Members, reading: Reading): TrustedService {
  const { maxServices } = reading.limits
  if (++reading.services > maxServices) {
    throw trustListError('ERR_TRUST_LIST_SIZE', { limit: maxServices, unit: 'services' })
  }
  const current = service.object('ServiceInformation')
  const role = roleOf(current.uri('ServiceTypeIdentifier'))
  if (role === undefined) throw memberError(current, 'ServiceTypeIdentifier')
  const name = readName(current, 'ServiceName')
  const certificates = readCertificates(current.object('ServiceDigitalIdentity'), reading)
  const earlier = service.has('ServiceHistory') ? service.objects('ServiceHistory') : []
  const history = earlier.map((instance) => {
    // A past of another role or another key is the past of somebody else.
    const own = readCertificates(instance.object('ServiceDigitalIdentity'), reading)
    const isSame = own.length === certificates.length && own.every((item) => certificates.includes(item))
    if (!isSame || roleOf(instance.uri('ServiceTypeIdentifier')) !== role)
      throw trustListError('ERR_TRUST_LIST_HISTORY', { service: name })
    return readPeriod(instance)
  })
  return { name, role, certificates, ...readPeriod(current), history }
}

function readPeriod(members: Members): ServicePeriod {
  const status = statusOf(members.uri('ServiceStatus'))
  if (status === undefined) throw memberError(members, 'ServiceStatus')
  const scope = readExtensions(members, 'ServiceInformationExtensions', [LIST_EXTENSION.scope]).get(
    LIST_EXTENSION.scope,
  )
  // A limit of a name that is not known would be passed over otherwise.
  scope?.only('until', 'licenceTypes', 'regions', 'issuers')
  const regions = scope?.has('regions') ? scope.texts('regions') : undefined
  if (regions?.some((region) => !isRegionPrefix(region))) throw memberError(members, 'regions')
  for (const name of ['licenceTypes', 'issuers'])
    if (scope?.has(name) && !scope.texts(name).every(isNamed)) throw memberError(members, name)
  return {
    status,
    since: members.time('StatusStartingTime'),
    ...(scope?.has('until') ? { until: scope.time('until') } : {}),
    ...(scope?.has('licenceTypes') ? { licenceTypes: scope.texts('licenceTypes') } : {}),
    ...(regions === undefined ? {} : { regions }),
    ...(scope?.has('issuers') ? { issuers: scope.texts('issuers') } : {}),
  }
}
