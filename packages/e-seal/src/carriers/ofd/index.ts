export type {
  Box,
  DocumentInfo,
  Link,
  OfdDocument,
  PageReference,
} from './document.ts'
export { fileOf, INDEX_FILE, type OfdLimits, type OfdPackage, parseOfdPackage } from './package.ts'
export type { XmlLimits } from './xml/parse.ts'
export { escapeXml } from './xml/write.ts'
export type { ZipLimits } from './zip/limits.ts'
export type { ZipDeviation } from './zip/read.ts'
export { createOfdPackage, type PackageEntry, type PackageOptions } from './zip/write.ts'
