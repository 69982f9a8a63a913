import { assertExpectation, type Wanted } from '../ofd/expectation.ts'
import { DATA_SEAL_FORMS, type DataSealForm } from './form.ts'

/** What a caller knows of a seal beforehand. What he leaves out may be anything. */
export interface DataExpectation {
  /** The forms that are taken; all unless given. */
  readonly forms?: readonly DataSealForm[]
  /** Name of the seal: a text that is to be equal, or a pattern. Only the form `ses` has one. */
  readonly seal?: Wanted
  /** Who signed: common name, organization, or the whole name as text. */
  readonly signer?: Wanted
  /** What the seal has to say of the data. */
  readonly name?: string
  readonly mediaType?: string
  /**
   * What `propertyInfo` of a signature with a seal has to be, where another party's software writes it in a way of its
   * own. Without it such a seal does not pass, since nobody can tell that it is not one for a document.
   */
  readonly propertyInfo?: string
}

/** @throws TypeError for expectations that nothing can meet, or that say nothing: a misspelt demand demands nothing */
export function assertDataExpectation({ forms, seal, signer }: DataExpectation): void {
  if (forms?.length === 0 || forms?.some((form) => !DATA_SEAL_FORMS.includes(form)) === true)
    throw new TypeError(`expect: forms are some of ${DATA_SEAL_FORMS.join(', ')}`)
  assertExpectation({
    ...(seal === undefined ? {} : { seals: [seal] }),
    ...(signer === undefined ? {} : { signers: [signer] }),
  })
}
