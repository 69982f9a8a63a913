export { loadRasterizer, type PngOptions, type Rasterizer } from './rasterizer.ts'
