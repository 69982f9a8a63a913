import type { DataSealForm } from './form.ts'

/** What a caller knows of a seal beforehand. What he leaves out may be anything. */
export interface DataExpectation {
  /** The forms that are taken; all unless given. */
  readonly forms?: readonly DataSealForm[]
  /** What the seal has to say of the data. */
  readonly name?: string
  readonly mediaType?: string
  /**
   * What `propertyInfo` of a signature with a seal has to be, where another party's software writes it in a way of its
   * own. Without it such a seal does not pass, since nobody can tell that it is not one for a document.
   */
  readonly propertyInfo?: string
}
