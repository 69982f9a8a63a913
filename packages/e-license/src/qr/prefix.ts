/** What the text of every licence's QR code begins with: the first profile of this library. */
export const QR_PREFIX = 'XY1:'

/** Whether a text is what a licence's QR code says, by its beginning alone. */
export const isLicenceQr = (text: string): boolean => text.startsWith(QR_PREFIX)
