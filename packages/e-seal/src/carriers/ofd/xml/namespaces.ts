/** GB/T 33190-2016, 6.2, and the one of files from before it. Files without any namespace are read as well. */
export const OFD_NAMESPACES = new Set(['http://www.ofdspec.org/2016', 'http://www.ofdspec.org', ''])
