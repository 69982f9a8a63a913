import { childrenOf, type XmlElement } from '../xml/element.ts'
import type { RenderResources } from './document.ts'
import { type Paint, readPaint } from './paint.ts'

/** What holds where an object stands: its page's resources, and the drawing parameters of its layer. */
export interface Setting {
  readonly resources: RenderResources
  readonly drawParam: string | undefined
  readonly defaultSpace: string | undefined
}

/** How many drawing parameters may stand on each other. */
const MAX_RELATIVE = 8
/** Width of lines where nothing says one, mm (8.2). */
const LINE_WIDTH = 0.353

/** An object, its own drawing parameters with what those stand on, and its layer's (8.2): whatever says something first holds. */
function sayings(object: XmlElement, { resources, drawParam }: Setting): XmlElement[] {
  const found = [object]
  for (const first of [object.attributes.get('DrawParam'), drawParam]) {
    let next = first
    for (let i = 0; next !== undefined && i < MAX_RELATIVE; i++) {
      const param: XmlElement | undefined = resources.drawParams.get(next)
      if (param !== undefined) found.push(param)
      next = param?.attributes.get('Relative')
    }
  }
  return found
}

export interface Style {
  readonly fill: Paint | undefined
  readonly stroke: Paint | undefined
  /** In the object's own coordinates. */
  readonly lineWidth: number
}

/**
 * With what an object is drawn.
 *
 * @param alpha - what the object lets through, and what is around it
 * @param fills - whether it is filled, and stroked, where it does not say so: texts are filled, paths are stroked
 */
export function readStyle(
  object: XmlElement,
  setting: Setting,
  alpha: number,
  fills: { readonly fill: boolean; readonly stroke: boolean },
): Style {
  const { attributes } = object
  const isFilled = isTrue(attributes.get('Fill'), fills.fill)
  const isStroked = isTrue(attributes.get('Stroke'), fills.stroke)
  const isPlain = !attributes.has('DrawParam') && setting.drawParam === undefined
  const all = isPlain ? [object] : sayings(object, setting)
  const paint = (name: 'FillColor' | 'StrokeColor') => {
    const element = all.map((each) => childrenOf(each, name)[0]).find((each) => each !== undefined)
    return readPaint(element, alpha, setting.resources.spaces, setting.defaultSpace)
  }
  const width = all.map((each) => each.attributes.get('LineWidth')).find((each) => each !== undefined)
  return {
    fill: isFilled ? paint('FillColor') : undefined,
    stroke: isStroked ? paint('StrokeColor') : undefined,
    lineWidth: width === undefined ? LINE_WIDTH : Math.abs(Number(width)) || 0,
  }
}

const isTrue = (text: string | undefined, otherwise: boolean): boolean =>
  text === undefined ? otherwise : text === 'true' || text === '1'
