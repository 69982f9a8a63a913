import type { Element } from '@xmldom/xmldom'
import type { Certificate } from '../../x509/certificate.ts'
import { readListCertificate } from '../list/certificate.ts'
import { trustListError } from '../list/codes.ts'
import { childOf, childrenOf, elementError, isNamed, optionalChild, parseXml, textOf } from './dom.ts'
import type { TrustedList, TrustedListPeriod, TrustedListService } from './list.ts'

const TSL = 'http://uri.etsi.org/02231/v2#'
const VERSIONS = [5, 6]

/**
 * Reads the content of a trusted list (ETSI TS 119 612, 5) from its canonical form.
 *
 * @throws CoreError `ERR_TRUST_LIST_XML`, `ERR_TRUST_LIST_VERSION`, `ERR_TRUST_LIST_MEMBER`, `ERR_TRUST_LIST_CERTIFICATE`,
 *   `ERR_TRUST_LIST_HISTORY`
 */
export function parseTrustedListContent(text: string): TrustedList {
  const root = parseXml(text)
  if (!isNamed(root, TSL, 'TrustServiceStatusList')) throw elementError(root, 'TrustServiceStatusList')
  const scheme = childOf(root, TSL, 'SchemeInformation')
  const version = readCount(scheme, 'TSLVersionIdentifier')
  if (!VERSIONS.includes(version)) {
    throw trustListError('ERR_TRUST_LIST_VERSION', { version, known: VERSIONS.join(', ') })
  }
  const next = optionalChild(childOf(scheme, TSL, 'NextUpdate'), TSL, 'dateTime')
  const territory = textOf(childOf(scheme, TSL, 'SchemeTerritory'))
  if (!/^[A-Z]{2}$/.test(territory)) throw elementError(scheme, 'SchemeTerritory')
  const providers = optionalChild(root, TSL, 'TrustServiceProviderList')
  return {
    version,
    sequence: readCount(scheme, 'TSLSequenceNumber'),
    type: textOf(childOf(scheme, TSL, 'TSLType')),
    territory,
    operator: readName(scheme, 'SchemeOperatorName'),
    issuedAt: readTime(childOf(scheme, TSL, 'ListIssueDateTime')),
    nextUpdate: next === undefined ? undefined : readTime(next),
    services:
      providers === undefined ? [] : childrenOf(providers, TSL, 'TrustServiceProvider').flatMap(readProvider),
  }
}

function readProvider(element: Element): TrustedListService[] {
  const provider = readName(childOf(element, TSL, 'TSPInformation'), 'TSPName')
  const services = childrenOf(childOf(element, TSL, 'TSPServices'), TSL, 'TSPService')
  return services.map((service) => {
    const information = childOf(service, TSL, 'ServiceInformation')
    const current = readPeriod(information)
    const name = readName(information, 'ServiceName')
    const earlier = optionalChild(service, TSL, 'ServiceHistory')
    const history =
      earlier === undefined ? [] : childrenOf(earlier, TSL, 'ServiceHistoryInstance').map(readPeriod)
    // The latest first, each before the one that follows it in time (ETSI TS 119 612, 5.6).
    const isInOrder = history.every(({ since }, i) => since < (history[i - 1] ?? current).since)
    if (!isInOrder) throw trustListError('ERR_TRUST_LIST_HISTORY', { service: name })
    return { provider, name, ...current, certificates: readIdentity(information), history }
  })
}

function readPeriod(element: Element): TrustedListPeriod {
  const extensions = optionalChild(element, TSL, 'ServiceInformationExtensions')
  return {
    type: textOf(childOf(element, TSL, 'ServiceTypeIdentifier')),
    status: textOf(childOf(element, TSL, 'ServiceStatus')),
    since: readTime(childOf(element, TSL, 'StatusStartingTime')),
    extensions: extensions === undefined ? [] : childrenOf(extensions, TSL, 'Extension').map(readExtension),
  }
}

/** An extension: what the element in it is called, and the URIs in it. Of several elements no name says enough. */
function readExtension(element: Element) {
  const contents = [...element.getElementsByTagName('*')].filter(({ parentNode }) => parentNode === element)
  const content = contents.length === 1 ? contents[0] : undefined
  const uris = [...element.getElementsByTagNameNS(TSL, 'URI')].map(textOf)
  const critical = element.getAttribute('Critical')
  // What is not plainly said to be harmless is binding.
  return { name: content?.localName ?? '', critical: critical !== 'false' && critical !== '0', uris }
}

function readIdentity(element: Element): Certificate[] {
  const identity = childOf(element, TSL, 'ServiceDigitalIdentity')
  const certificates = childrenOf(identity, TSL, 'DigitalId').flatMap((id) =>
    childrenOf(id, TSL, 'X509Certificate'),
  )
  return certificates.map((certificate, i) =>
    readListCertificate(textOf(certificate).replace(/[\t\n\r ]/g, ''), `DigitalId[${i}]`),
  )
}

/** The name in English, which every list has (ETSI TS 119 612, 5.1.4), else the first. */
function readName(parent: Element, name: string): string {
  const names = childrenOf(childOf(parent, TSL, name), TSL, 'Name')
  const chosen = names.find((each) => each.getAttribute('xml:lang') === 'en') ?? names[0]
  if (chosen === undefined) throw elementError(parent, name)
  return textOf(chosen)
}

function readCount(parent: Element, name: string): number {
  const text = textOf(childOf(parent, TSL, name))
  if (!/^[1-9]\d{0,14}$/.test(text)) throw elementError(parent, name)
  return Number(text)
}

/** `2026-01-01T00:00:00Z`, with fractions of a second where somebody wrote them. */
function readTime(element: Element): Date {
  const text = textOf(element)
  const time = new Date(text)
  const isRight = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) && !Number.isNaN(time.getTime())
  if (!isRight || time.toISOString().slice(0, 19) !== text.slice(0, 19)) throw elementError(element, '#text')
  return time
}
