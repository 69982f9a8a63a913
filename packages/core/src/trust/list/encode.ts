import { encodeBase64 } from '../../bytes/base64.ts'
import type { Certificate } from '../../x509/certificate.ts'
import type { ListPublisher, ServicePeriod, TrustedEntity, TrustedService, TrustList } from './list.ts'
import { writeTime } from './members.ts'
import { LIST_EXTENSION, LIST_TYPE, LIST_VERSION, serviceType, statusUri } from './uri.ts'

/** The language of names in a list. */
const LANGUAGE = 'zh-CN'

const names = (value: string) => [{ lang: LANGUAGE, value }]
const uris = (...values: readonly string[]) => values.map((uriValue) => ({ lang: LANGUAGE, uriValue }))
const identity = (certificates: readonly Certificate[]) => ({
  X509Certificates: certificates.map(({ raw }) => ({ val: encodeBase64(raw) })),
})

/** A member that is left out where there is nothing to say: the standard has no empty lists. */
const some = (name: string, items: readonly unknown[]) => (items.length === 0 ? {} : { [name]: items })

/** The text of a list (ETSI TS 119 602, JSON binding). What is signed is its octets in UTF-8. */
export function encodeTrustList(list: TrustList): string {
  const { territory, sequence, operator, name, issuedAt, nextUpdate, entities, publishers } = list
  const LoTE = {
    ListAndSchemeInformation: {
      LoTEVersionIdentifier: LIST_VERSION,
      LoTESequenceNumber: sequence,
      LoTEType: LIST_TYPE,
      SchemeOperatorName: names(operator),
      SchemeName: names(name),
      SchemeTerritory: territory,
      ...some('PointersToOtherLoTE', publishers.map(encodePublisher)),
      ListIssueDateTime: writeTime(issuedAt),
      NextUpdate: writeTime(nextUpdate),
      ...some('SchemeExtensions', encodeListExtensions(list)),
    },
    ...some('TrustedEntitiesList', entities.map(encodeEntity)),
  }
  return JSON.stringify({ LoTE })
}

function encodePublisher({ territory, operator, location, signers }: ListPublisher) {
  return {
    LoTELocation: location,
    ServiceDigitalIdentities: [identity(signers)],
    LoTEQualifiers: [
      {
        LoTEType: LIST_TYPE,
        SchemeOperatorName: names(operator),
        SchemeTerritory: territory,
        MimeType: 'application/jose',
      },
    ],
  }
}

function encodeListExtensions({ nextSigners, publishers }: TrustList) {
  const limited = publishers.flatMap(({ territory, licenceTypes }) =>
    licenceTypes === undefined ? [] : [{ territory, licenceTypes }],
  )
  return [
    ...(nextSigners.length === 0
      ? []
      : [{ name: LIST_EXTENSION.nextSigners, critical: true, value: identity(nextSigners) }]),
    ...(limited.length === 0
      ? []
      : [{ name: LIST_EXTENSION.publisherScope, critical: true, value: { publishers: limited } }]),
  ]
}

function encodeEntity({ name, address, contact, information, services }: TrustedEntity) {
  return {
    TrustedEntityInformation: {
      TEName: names(name),
      TEAddress: {
        TEPostalAddress: [{ lang: LANGUAGE, StreetAddress: address, Country: 'CN' }],
        TEElectronicAddress: uris(contact),
      },
      TEInformationURI: uris(information),
    },
    TrustedEntityServices: services.map((service) => ({
      ServiceInformation: encodePeriod(service, service),
      ...some(
        'ServiceHistory',
        service.history.map((period) => encodePeriod(service, period)),
      ),
    })),
  }
}

function encodePeriod({ name, role, certificates }: TrustedService, period: ServicePeriod) {
  const { status, since, until, licenceTypes, regions, issuers } = period
  const value = {
    ...(until === undefined ? {} : { until: writeTime(until) }),
    ...some('licenceTypes', licenceTypes ?? []),
    ...some('regions', regions ?? []),
    ...some('issuers', issuers ?? []),
  }
  const extension = { name: LIST_EXTENSION.scope, critical: true, value }
  return {
    ServiceName: names(name),
    ServiceDigitalIdentity: identity(certificates),
    ServiceTypeIdentifier: serviceType(role),
    ServiceStatus: statusUri(status),
    StatusStartingTime: writeTime(since),
    ...some('ServiceInformationExtensions', Object.keys(value).length === 0 ? [] : [extension]),
  }
}
