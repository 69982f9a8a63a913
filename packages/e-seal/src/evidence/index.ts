export { createTimeStamper, type TimeStamper, type TimeStamperOptions } from './time-stamper.ts'
