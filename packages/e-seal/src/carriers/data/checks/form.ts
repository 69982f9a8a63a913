import { type Check, failed, passed } from '@xinyin/core'
import { DATA_SEAL_FORMS, type DataSealForm } from '../form.ts'
import { MAX_VALUE_BYTES, type RecognizedValue } from '../recognize.ts'

/** The seal is of a form that is known and taken. */
export function checkForm(value: RecognizedValue, forms: readonly DataSealForm[] = DATA_SEAL_FORMS): Check {
  const id = 'data.form'
  const { form, size } = value
  if (size > MAX_VALUE_BYTES)
    return failed(id, 'ERR_DATA_LIMIT', { what: 'seal', found: size, limit: MAX_VALUE_BYTES })
  if (form === undefined) return failed(id, 'ERR_DATA_FORM')
  return forms.includes(form)
    ? passed(id, { form })
    : failed(id, 'ERR_DATA_FORM_EXPECTED', { found: form, expected: forms.join(', ') })
}
