export { fetchTimeStamp } from './fetch.ts'
export {
  type InspectedTimeStamp,
  inspectTimeStamp,
  type TimeStampOptions,
  verifyTimeStamp,
} from './inspect.ts'
export {
  parseTimeStampRequest,
  requestTimeStamp,
  type TimeStampRequest,
  type TimeStampRequestOptions,
} from './request.ts'
export { processTimeStamp, type TimeStampFailure } from './response.ts'
export { parseTimeStamp, type TimeStamp } from './time-stamp.ts'
export type { MessageImprint, TstInfo } from './tst-info.ts'
