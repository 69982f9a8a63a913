import { signOfd } from '@xinyin/e-seal/ofd'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { type Carrier, fileOfKind, type KeyedCarrier } from './carrier.ts'
import { type Changes, edit } from './edit.ts'
import { resign } from './resign.ts'

const hasTwo = ({ signatures }: Carrier) => signatures.length === 2
const isFirst = ({ signatures, isOpen }: Carrier) => signatures.length === 1 && isOpen

/** Something done after the first party signed, which the second covers with its signature. */
const between = (name: string, by: Refusal, change: (carrier: KeyedCarrier) => Changes): Attack =>
  keyed('order', name, by, (carrier) => resign(carrier, { files: change(carrier) }), { applies: hasTwo })

/** The same, by a party that comes to a document that another signed. */
const joining = (name: string, by: Refusal, change: (carrier: KeyedCarrier) => Changes): Attack =>
  keyed(
    'order',
    name,
    by,
    (carrier) => {
      const { office, at } = carrier.world
      return signOfd(edit(carrier, change(carrier)), { ...office, at, form: 'attributes' })
    },
    { applies: isFirst },
  )

/** Signatures that do not hold what those before them held. */
export const ORDER_ATTACKS: readonly Attack[] = [
  keyed(
    'order',
    'a signature that says it was made before the one that it holds',
    ['ofd.order', 'ERR_OFD_ORDER'],
    (carrier) => resign(carrier, { time: new Date('2026-05-20T00:00:00Z') }),
    { applies: hasTwo },
  ),
  between('a page that the second party changed', ['ofd.references', 'ERR_OFD_DIGEST'], (carrier) => ({
    [fileOfKind(carrier, 'page') ?? '']: '<Page/>',
  })),
  between('a file that the second party added', ['ofd.coverage', 'ERR_OFD_UNCOVERED'], () => ({
    'Doc_0/extra.xml': '<x/>',
  })),
  between('a file that the second party took out', ['ofd.references', 'ERR_OFD_REFERENCE_MISSING'], () => ({
    'Doc_0/Attachs/data.xml': undefined,
  })),
  between(
    'a first signature that the second party changed',
    ['signature.data-hash', 'ERR_SIGNATURE_DATA_HASH'],
    ({ signatures }) => ({
      [signatures[0]?.files[0] ?? '']: (xml: string) =>
        xml.replace(/ Boundary="[^"]*"/, ' Boundary="1 1 9 9"'),
    }),
  ),
  joining('a page changed before another party signs', ['ofd.references', 'ERR_OFD_DIGEST'], (carrier) => ({
    [fileOfKind(carrier, 'page') ?? '']: (xml: string) => `${xml}\n`,
  })),
  joining('a file added before another party signs', ['ofd.coverage', 'ERR_OFD_UNCOVERED'], () => ({
    'Doc_0/extra.xml': '<x/>',
  })),
]
