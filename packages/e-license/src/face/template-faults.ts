import { isField, unknownFields } from './words.ts'

/** One thing that is wrong with a template. */
export interface FaceTemplateFault {
  /** Where, as JSON has it: `pages[0].items[3].colour`. */
  readonly path: string
  /** What should be there. */
  readonly expected: string
}

/** Says what is wrong with a value, at its place. */
type Rule = (value: unknown, path: string, faults: FaceTemplateFault[]) => void

/** More faults than this nobody reads. */
const MAX_FAULTS = 200
const MAX_PAGES = 64
const MAX_ITEMS = 2000
const MAX_POINTS = 20_000
const MAX_TEXT = 4000
/** mm; larger than A0. */
const MAX_LENGTH = 2000

const add = (faults: FaceTemplateFault[], path: string, expected: string): void => {
  if (faults.length < MAX_FAULTS) faults.push({ path, expected })
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const test =
  (isSound: (value: unknown) => boolean, expected: string): Rule =>
  (value, path, faults) => {
    if (!isSound(value)) add(faults, path, expected)
  }

const number = (least: number, most: number): Rule =>
  test(
    (value) => typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most,
    `a number from ${least} to ${most}`,
  )
const length = number(-MAX_LENGTH, MAX_LENGTH)
const positive = number(0.01, MAX_LENGTH)
const yesNo = test((value) => typeof value === 'boolean', 'true or false')
const colour = test(
  (value) => typeof value === 'string' && /^#[0-9a-f]{6}$/.test(value),
  '#rrggbb in small letters',
)
const oneOf = (...values: readonly string[]): Rule =>
  test((value) => values.includes(value as string), `one of ${values.join(', ')}`)
const name = test((value) => typeof value === 'string' && /^[A-Za-z][\w-]{0,63}$/.test(value), 'a name')
const when = test(
  (value) => typeof value === 'string' && isField(value.replace(/^!/, '')),
  'a field, with ! in front where it has to be absent',
)

const list =
  (rule: Rule, least: number, most: number): Rule =>
  (value, path, faults) => {
    if (!Array.isArray(value) || value.length < least || value.length > most)
      return add(faults, path, `a list of ${least} to ${most}`)
    for (const [i, each] of value.entries()) {
      rule(each, `${path}[${i}]`, faults)
      if (faults.length >= MAX_FAULTS) return
    }
  }

const tuple =
  (...rules: readonly Rule[]): Rule =>
  (value, path, faults) => {
    if (!Array.isArray(value) || value.length !== rules.length)
      return add(faults, path, `${rules.length} values`)
    for (const [i, rule] of rules.entries()) rule(value[i], `${path}[${i}]`, faults)
  }

const box = tuple(length, length, positive, positive)
const point = tuple(length, length)

/** Members, those that may be absent with a `?` at the end of their names; others are refused. */
function shape(members: Readonly<Record<string, Rule>>): Rule {
  const rules = Object.entries(members).map(
    ([key, rule]) => [key.replace(/\?$/, ''), rule, key.endsWith('?')] as const,
  )
  const known = new Set(rules.map(([key]) => key))
  return (value, path, faults) => {
    if (!isObject(value)) return add(faults, path, 'an object')
    for (const key of Object.keys(value))
      if (!known.has(key)) add(faults, `${path}.${key.slice(0, 40)}`, 'nothing')
    for (const [key, rule, isOptional] of rules)
      if (Object.hasOwn(value, key) && value[key] !== undefined) rule(value[key], `${path}.${key}`, faults)
      else if (!isOptional) add(faults, `${path}.${key}`, 'a value')
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const UNFIT = /[\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]/
const sentence: Rule = (value, path, faults) => {
  if (typeof value !== 'string' || value.length > MAX_TEXT || UNFIT.test(value))
    return add(faults, path, `text of up to ${MAX_TEXT} characters`)
  for (const field of unknownFields(value)) add(faults, path, `a field other than ${field.slice(0, 40)}`)
}
const bothLanguages = shape({ 'zh-CN': sentence, en: sentence })
const words: Rule = (value, path, faults) => (isObject(value) ? bothLanguages : sentence)(value, path, faults)

const style = {
  'bold?': yesNo,
  'colour?': colour,
  'align?': oneOf('start', 'centre', 'end', 'spread'),
  'vertical?': oneOf('top', 'middle', 'bottom'),
  'spacing?': length,
  'leading?': number(0.5, 10),
  'least?': positive,
  'overflow?': oneOf('error', 'ellipsis'),
}
const font = oneOf('song', 'hei', 'kai', 'fang')
const stroke = shape({ width: positive, colour })
const cell = shape({ width: positive, text: words, 'font?': font, 'size?': positive, ...style })
const row = shape({
  height: positive,
  'grows?': yesNo,
  'each?': oneOf('holders', 'issuers'),
  'when?': when,
  cells: list(cell, 1, 50),
})
const figure = shape({ points: list(point, 2, MAX_POINTS), 'closed?': yesNo })

const KINDS: Readonly<Record<string, Rule>> = {
  text: shape({
    kind: oneOf('text'),
    box,
    text: words,
    font,
    size: positive,
    'upright?': yesNo,
    'when?': when,
    ...style,
  }),
  table: shape({
    kind: oneOf('table'),
    box,
    'header?': row,
    rows: list(row, 1, 500),
    font,
    size: positive,
    'padding?': number(0, 50),
    'border?': shape({ inner: positive, outer: positive, colour }),
    'when?': when,
    ...style,
  }),
  rest: shape({ kind: oneOf('rest'), box }),
  picture: shape({
    kind: oneOf('picture'),
    box,
    picture: name,
    'optional?': yesNo,
    'fit?': oneOf('cover', 'contain'),
    'when?': when,
  }),
  qr: shape({ kind: oneOf('qr'), box, 'when?': when }),
  seal: shape({ kind: oneOf('seal'), box }),
  path: shape({
    kind: oneOf('path'),
    figures: list(figure, 1, 2000),
    'stroke?': stroke,
    'fill?': colour,
    'when?': when,
  }),
  frame: shape({ kind: oneOf('frame'), box, 'stroke?': stroke, 'fill?': colour, 'when?': when }),
  rosette: shape({
    kind: oneOf('rosette'),
    centre: point,
    radius: positive,
    petals: test(
      (value) =>
        Number.isInteger(value) && Number(value) >= 3 && Number(value) <= 200 && Number(value) % 7 !== 0,
      'a whole number from 3 to 200, no multiple of 7',
    ),
    colour,
    'when?': when,
  }),
  waves: shape({ kind: oneOf('waves'), box, lines: number(1, 40), colour, 'when?': when }),
  corners: shape({ kind: oneOf('corners'), box, size: positive, width: positive, colour, 'when?': when }),
}

const item: Rule = (value, path, faults) => {
  const kind = isObject(value) ? value['kind'] : undefined
  const rule = typeof kind === 'string' && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (rule === undefined) return add(faults, `${path}.kind`, `one of ${Object.keys(KINDS).join(', ')}`)
  rule(value, path, faults)
}

const template = shape({
  pages: list(
    shape({
      width: number(10, MAX_LENGTH),
      height: number(10, MAX_LENGTH),
      'continues?': yesNo,
      items: list(item, 0, MAX_ITEMS),
    }),
    1,
    MAX_PAGES,
  ),
  'watermark?': shape({
    text: words,
    'size?': number(1, 100),
    'angle?': number(-90, 90),
    'opacity?': number(0.05, 0.4),
    'colour?': colour,
    'gap?': tuple(number(1, 500), number(1, 500)),
  }),
})

/** All that is wrong with a template, up to 200 faults. */
export function templateFaults(value: unknown): FaceTemplateFault[] {
  const faults: FaceTemplateFault[] = []
  template(value, 'template', faults)
  if (faults.length === 0) checkPages(value as Checked, faults)
  return faults
}

interface Checked {
  readonly pages: readonly {
    readonly width: number
    readonly height: number
    readonly continues?: boolean
    readonly items: readonly { readonly kind: string; readonly box?: readonly number[] }[]
  }[]
}

/** What can be asked only of a template that has its form. */
function checkPages({ pages }: Checked, faults: FaceTemplateFault[]): void {
  let seals = 0
  for (const [i, { width, height, continues, items }] of pages.entries()) {
    const rests = items.filter(({ kind }) => kind === 'rest').length
    if (continues === true && i === 0) add(faults, `template.pages[${i}].continues`, 'a page before it')
    if (rests !== (continues === true ? 1 : 0))
      add(
        faults,
        `template.pages[${i}].items`,
        continues === true ? 'one rest' : 'no rest: nothing continues here',
      )
    for (const [at, { kind, box: place }] of items.entries()) {
      if (kind === 'seal') seals++
      const [x = 0, y = 0, across = 0, down = 0] = place ?? []
      if (x < 0 || y < 0 || x + across > width + 1e-6 || y + down > height + 1e-6)
        add(faults, `template.pages[${i}].items[${at}].box`, 'a box on the page')
    }
  }
  if (seals > 1) add(faults, 'template', 'one place for the seal')
}
