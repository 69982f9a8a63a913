export type { Box, DocumentInfo, OfdDocument, PageReference } from './document.ts'
export { type AugmentOfdOptions, augmentOfd } from './evidence/augment.ts'
export { createOfdEvidence, type OfdEvidenceOptions } from './evidence/create.ts'
export type { OfdExpectation, Wanted } from './expectation.ts'
export type { FileKind } from './file-kind.ts'
export { inspectOfd, verifyOfd } from './inspect.ts'
export type { Link } from './links.ts'
export { listOfdSignatures, type OfdListing } from './list.ts'
export { resolveLocation } from './location.ts'
export { readNumbers } from './numbers.ts'
export type { OfdOptions } from './options.ts'
export { type OfdPackage, parseOfdPackage } from './package.ts'
export type { OfdIndex, OfdLimits } from './package-index.ts'
export { loadOfdPackage } from './package-load.ts'
export {
  openRender,
  type RenderDocument,
  type RenderLimits,
  type RenderResources,
  type RenderSource,
} from './render/document.ts'
export {
  type Edges,
  holds,
  isWithin,
  type Matrix,
  type Outline,
  rectangle,
  strokes,
} from './render/geometry.ts'
export { layoutPage } from './render/layout.ts'
export type {
  GlyphCell,
  GlyphsMark,
  GroupMark,
  ImageMark,
  LayerKind,
  Mark,
  MarkOrigin,
  PathMark,
  RenderedPage,
  Unsupported,
} from './render/mark.ts'
export { type Paint, type Solid, solid } from './render/paint.ts'
export { type ReadPath, readPath } from './render/path.ts'
export type { EntriesListSigning } from './seal/entries-list.ts'
export type { FacingSeal } from './seal/facing.ts'
export { type FinishOptions, finishOfdSeal, finishOfdSealStream } from './seal/finish.ts'
export {
  type Glyph,
  glyphsOf,
  type PlacedText,
  placeGlyphs,
  placeText,
  readTextSetting,
  type TextObject,
  type TextSetting,
} from './seal/glyph.ts'
export type { Pages } from './seal/pages.ts'
export type { Places } from './seal/place.ts'
export type { SigningOptions } from './seal/plan.ts'
export { type OfdSealing, type OfdSigning, prepareOfdSeal, prepareOfdSignature } from './seal/prepare.ts'
export type { OnProgress, SealingProgress } from './seal/progress.ts'
export type { Edge, RidingSeam } from './seal/seam.ts'
export type { BoxStamp, Point, PointStamp, Stamp, TextStamp } from './seal/stamp.ts'
export type { PreparedOfdSignature, SignForm } from './seal/state.ts'
export type { TimeStamping } from './seal/time-stamp.ts'
export { type SealOfdOptions, sealOfd, sealOfdStream } from './seal.ts'
export { type SignOfdOptions, signOfd, signOfdStream } from './sign.ts'
export type { FileReference, SignatureFile, StampAnnotation } from './signature-file.ts'
export type { ListedSignature } from './signature-list.ts'
export { type ByteSource, sourceOf } from './source.ts'
export type { OfdAddition, OfdSignature, OfdSubject } from './subject.ts'
export { withXmlReader } from './xml/budget-later.ts'
export { budgetXml, type ReadXml } from './xml/budget-now.ts'
export { childrenOf, type XmlElement } from './xml/element.ts'
export type { XmlLimits } from './xml/limits.ts'
export { escapeXml } from './xml/write.ts'
export type { ZipDeviation } from './zip/deviation.ts'
export type { ZipLimits } from './zip/limits.ts'
export { createOfdPackage, type PackageEntry, type PackageOptions } from './zip/write.ts'
