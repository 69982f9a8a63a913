/** The light margin around a QR code that the standard asks for, in modules (ISO/IEC 18004, 5.3.8). */
export const QUIET_ZONE = 4
