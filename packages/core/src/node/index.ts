export { createNodeFetch, type NodeFetchOptions } from './fetch.ts'
export { type ProxyChoice, proxyFromEnvironment } from './proxy.ts'
export { readTrust } from './trust.ts'
export { fileTrustListStore } from './trust-list-store.ts'
