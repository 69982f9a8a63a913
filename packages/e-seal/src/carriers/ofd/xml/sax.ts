import { SaxesParser } from 'saxes'

type Parser = SaxesParser<{ xmlns: true; position: true }>

const Base = SaxesParser as unknown as new (options: { xmlns: true; position: true }) => object

/**
 * The parser with room for its handlers, under the names that its `on` gives them. Engines make a slow dictionary of an
 * object that gets more than a few new members under names that are worked out, as `on` does, and the parser then takes
 * four times as long. Under other names `on` would still work.
 */
class RoomyParser extends Base {
  protected doctypeHandler = undefined
  protected piHandler = undefined
  protected xmldeclHandler = undefined
  protected commentHandler = undefined
  protected attributeHandler = undefined
  protected openTagHandler = undefined
  protected textHandler = undefined
  protected cdataHandler = undefined
  protected closeTagHandler = undefined
  protected errorHandler = undefined
}

/** A parser of XML with names in namespaces, which calls what its `on` is given. */
export const createSax = (): Parser => new RoomyParser({ xmlns: true, position: true }) as unknown as Parser
