import { decodeBase64, parseCertificate, parsePrivateKey } from '../../src/index.ts'

const recipient = (key: string, certificate: string) => ({
  privateKey: parsePrivateKey(decodeBase64(key)),
  certificate: parseCertificate(decodeBase64(certificate)),
})

export const PLAINTEXT = 'for the holder only'

/** Throw-away keys of OpenSSL 3.5, with self-signed certificates. */
const RECIPIENTS = {
  rsa: recipient(
    'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDzJOUJ8OebD6Clh5BVL+6oe31iirjbUeAqheLzlufzOeZ7OFJK' +
      'TnCuwPoaNZ3E9o++CsGdhfw8YAjxrMIR3HTmajLXytif334s07UzM9u+OWcFRiIwEqLrmytuvdoVfsl4rH1WqtQyWPV3jnXYo3nL' +
      'P7etavueppRJI2mBn7kK88EmKKQjzHQezYjsxFGGLuHqYwPAThHsUp+abIzcCMZkpqBMl6W2m4y83KAoYWPZ73e64xPBzRu2H1t0' +
      'jnaZayvI/Pu4vIyUH/s68jViJXUcVJ3uTxUVZLjVutU1naOuU1b8fNOPpUkT0ZOsaVzhUSZbRn1iWrSXOK+KshvOKah3AgMBAAEC' +
      'ggEAFHOXglkNmijb2eCHvuqbt/c/KjFB8Ey4PstpNhUM6JQHs3iez1o+tyxLPTYiUaVtnM4Z0A6rk0Z+qhleb5MsEA+BvE33H6d0' +
      'XP/nv2lOw/bfF/34tTN0Gb5BDn0QoXs7JhfYKRiQZbW+2/ITLog9n995qzAS/xrC4U4Fu138ehOxwPaDa79FV20bW+E6ROAOFYRP' +
      'gfsW70Nrhqct+/FY+AjaDi5pxaJFOe5YD1MZ7rQDlLq0FUYwEaTRMUg5OlGyA9asBy61jyGefvD8qh9kQiimV8z0vbkkWw25/i0E' +
      'Lr59tGSIckkfcp0SBDOpL2nc4xDZKOWXtaS3udlSh8K7QQKBgQD/zUaY8Jiyo5ogiP7rSnKB8qIRu7qLxSotE58iWa5k65lq/Uds' +
      'oD9fpp8nZEdkvCSVrIrsL9+Ixu977o3mhHR+b5z6at4e7KqKrIaareVQ3y/If+DPyf7f8WpR1yW6JOuv8KyNJQ4oPW2AyfSgCpgM' +
      'AMCft7oYSwOtlVtt1nWJwQKBgQDzVRvj2nJUVpvKnFqmemonp/OcNOR5BG19dbP16oaMmQinJ903e6S+towkMO0N0t08oDLrISjK' +
      'yUA6Qy3XXXuqYBmhsO/4re3IZQUbRJVLbol4CwMhwnmmcvNsFXzXab9++VHHvJmaGrQDl92C5sn+PNBMcAItBEZnzEiRQ40QNwKB' +
      'gF458nBx5/2d0C9951EqykVd6B9aJJxJ04BpQuw3VsssEgZcKAw2d0G3sdaj1LyhpWRQ+5eHBvNuPFdNh43LatIMMSn5ZbrEeQm+' +
      'BZNCzT7eB872dAx2nuFFH2HoO6h24y6bHCSd6rod7pFLU0YEwP9i45Gx7uX18/PkGZq7Le7BAoGBAML26FfSSVSl6EGYsVE+OBv6' +
      'B8ia4IzOLWQekMhy1seEPligKjEwUjm0TekZgnZXA4h12xZmBSclxN5pwSsT7ef/A8p32G5p/WFY/5RviSddM6wJNsMv7QSeiceK' +
      'F/MI+bQk04+z32aICr/uSD9/50xbMZJtFHE5QagdF++8LiRVAoGBAP5WFzdizDirADJHITmQ7CK0ZFpgASyEWB8amGpLTJpTJyGF' +
      'XnILgvc/VlvvI3Iuo0F+5jGRqNvHgF9FwqXKaMYDC4N09omQ2rQ0GgQTNAEBeX5fu/VMcdBOsDR5r7Y2s9fLZkwKwGottkDD7El1' +
      'crgSkGpbSjvMkztwVHRm5Bbs',
    'MIIC/TCCAeWgAwIBAgIUNvj95UcfWC1TCGIobUiUwjtLZnswDQYJKoZIhvcNAQELBQAwDjEMMAoGA1UEAwwDcnNhMB4XDTI2MTEy' +
      'NDIyMTQxNFoXDTM2MTEyMTIyMTQxNFowDjEMMAoGA1UEAwwDcnNhMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA8yTl' +
      'CfDnmw+gpYeQVS/uqHt9Yoq421HgKoXi85bn8znmezhSSk5wrsD6GjWdxPaPvgrBnYX8PGAI8azCEdx05moy18rYn99+LNO1MzPb' +
      'vjlnBUYiMBKi65srbr3aFX7JeKx9VqrUMlj1d4512KN5yz+3rWr7nqaUSSNpgZ+5CvPBJiikI8x0Hs2I7MRRhi7h6mMDwE4R7FKf' +
      'mmyM3AjGZKagTJeltpuMvNygKGFj2e93uuMTwc0bth9bdI52mWsryPz7uLyMlB/7OvI1YiV1HFSd7k8VFWS41brVNZ2jrlNW/HzT' +
      'j6VJE9GTrGlc4VEmW0Z9Ylq0lzivirIbzimodwIDAQABo1MwUTAdBgNVHQ4EFgQU54fTSu0xLjvds4HygDx1N7IekdAwHwYDVR0j' +
      'BBgwFoAU54fTSu0xLjvds4HygDx1N7IekdAwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAJVYNnOYW96O8EqNG' +
      'Aw0PI3oG8u0mwCLeMCimSSRSWKzHplsLzgXAQlOWP9d51Wv8k1TVVeSkbYgqGb6FzhhzPAcM/YTqCCNkeuDZogVfb/lucQp3ktLs' +
      'FT1XR7ZghPBW9xphR6tl4hKuVOAl3Ah/FOxt67R4/cnNNKUMO43R5FLSPr0nMp5PC5HRj+QoOfJtASYTbxZwe83SfUqou87bKV4x' +
      '5j5ov40siudvdTzQt05IkNLuUJYye1Assiwb+eqJFuZRgvgdpLhLuihUwNlbYDsOzBsJ3Z4llq6nxr1PRfDDkDcAwoCsHd0pQPiU' +
      'xk7TpFRJkhz1hJRTRNaCtO4Oig==',
  ),
  p256: recipient(
    'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7NdZLqloryiBKMO810NFP1kJB3FQXgOtpjjYecyQb/6hRANCAASP' +
      'RO285/n/RBA7BaQuV3dGQXsS/N5Bjo6Lce8AnBp4n4bvjegZax9+GuE6YxmN6OPaCJY5JWw0pWDk5BZhpne8',
    'MIIBczCCARmgAwIBAgIUfikw0TNTPWgDFKULXRLXtsxRyCowCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEcDI1NjAeFw0yNjExMjQy' +
      'MjE0MTRaFw0zNjExMjEyMjE0MTRaMA8xDTALBgNVBAMMBHAyNTYwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASPRO285/n/RBA7' +
      'BaQuV3dGQXsS/N5Bjo6Lce8AnBp4n4bvjegZax9+GuE6YxmN6OPaCJY5JWw0pWDk5BZhpne8o1MwUTAdBgNVHQ4EFgQUcTQxSn/q' +
      'uqC64GESPfc67REXYDEwHwYDVR0jBBgwFoAUcTQxSn/quqC64GESPfc67REXYDEwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQD' +
      'AgNIADBFAiAHobSS6NWkC4THtAE5+kriuXz+5jMtpswyezfzKZDB6AIhAIIgzqiFzaAZZ1utzrk7ops8Gc66VrF9s4v89e8gJiTF',
  ),
  p384: recipient(
    'MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCVLFLU93mwQpH32q1AvU+85LEkGFq60WXsV11UmGuLFKV/HkstxeXj' +
      'aYXhzrYh1RuhZANiAAS33fYpm54Tvx01VKjyMKo+VBZfS9SPhTHTceADa3b5LlAuvx07cipKRo70taXSUNxe8xN6Wotp4tz9djTJ' +
      'JIukuXYcSOZgWdyf/MjLjbppp8QYmdDVBEDV/m+el6DKTNc=',
    'MIIBsTCCATagAwIBAgIUeBXE4VToGbhHdLYXPd47+/ZFnSwwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEcDM4NDAeFw0yNjExMjQy' +
      'MjE0MTRaFw0zNjExMjEyMjE0MTRaMA8xDTALBgNVBAMMBHAzODQwdjAQBgcqhkjOPQIBBgUrgQQAIgNiAAS33fYpm54Tvx01VKjy' +
      'MKo+VBZfS9SPhTHTceADa3b5LlAuvx07cipKRo70taXSUNxe8xN6Wotp4tz9djTJJIukuXYcSOZgWdyf/MjLjbppp8QYmdDVBEDV' +
      '/m+el6DKTNejUzBRMB0GA1UdDgQWBBQFlT81ANIBTXIyH9k01PeuMIqXAjAfBgNVHSMEGDAWgBQFlT81ANIBTXIyH9k01PeuMIqX' +
      'AjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA2kAMGYCMQC9ZR7wnRR3paYcHQ6yxxBb0P2ac2gJr6ga/GOogMrCSbFLneuH' +
      'QM9YSVG+DvYEwL4CMQCUgLmCzONns7CXTFJ4juZ280GjFyVq71ehOvvuRPVAAQ4vKjpUNG5v8t45mZiwQTg=',
  ),
  p521: recipient(
    'MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBRwAO4h2fGPMM44ArzV2dHc2Lo31HOFgV8yqdYwPfsk+goNTRdz68' +
      'YcC5iv2F41P5QHZAiI8+0QJ+K9F7wDk35pKhgYkDgYYABABiuUYJcRN2WGV99TS5bIzt4CitN6UDOI0l20VXyqc00rvaINLefnLU' +
      'Z3h0pc/ZpEGwE+cygAdzzwVVD/Ck5u1gWABPNIxociPWV0NQZpOMPHIeM0ZTcH+K3RaxiSMQUqAhbbfHfyNojIwMKvVL/KezGD6v' +
      'ZGW8QCP5AqM9dqyiGN0nag==',
    'MIIB+jCCAVygAwIBAgIUDVt1N0BZc6Bjj7hehGBkCraurGkwCgYIKoZIzj0EAwIwDzENMAsGA1UEAwwEcDUyMTAeFw0yNjExMjQy' +
      'MjE0MTRaFw0zNjExMjEyMjE0MTRaMA8xDTALBgNVBAMMBHA1MjEwgZswEAYHKoZIzj0CAQYFK4EEACMDgYYABABiuUYJcRN2WGV9' +
      '9TS5bIzt4CitN6UDOI0l20VXyqc00rvaINLefnLUZ3h0pc/ZpEGwE+cygAdzzwVVD/Ck5u1gWABPNIxociPWV0NQZpOMPHIeM0ZT' +
      'cH+K3RaxiSMQUqAhbbfHfyNojIwMKvVL/KezGD6vZGW8QCP5AqM9dqyiGN0naqNTMFEwHQYDVR0OBBYEFBkkRfwB6sW7sB083rGM' +
      'YpEre7rbMB8GA1UdIwQYMBaAFBkkRfwB6sW7sB083rGMYpEre7rbMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDgYsAMIGH' +
      'AkFzveYBNUhAI+/L98QuHRaNodC++uZBpreMtERencb1EovFLDI0VFSUDNOpfQDhtVf3+LiaQyHAi6pliAycoEL4mQJCAWvih9Zx' +
      'RDQyr+9kg6rtUHBtTXKaXPuvK7J2jCREpQMkkNEAalr6/TKjdl44VOwjJ6e0f66rpjST9U5MEY/WpB4q',
  ),
}

/** What `openssl cms -encrypt -binary -outform DER` made of the plaintext. */
export const MESSAGES = {
  /** `-aes-256-cbc -keyopt rsa_padding_mode:oaep`, whose hash is SHA-1 */
  rsaSha1: {
    to: RECIPIENTS.rsa,
    der: decodeBase64(
      'MIIBqgYJKoZIhvcNAQcDoIIBmzCCAZcCAQAxggFCMIIBPgIBADAmMA4xDDAKBgNVBAMMA3JzYQIUNvj95UcfWC1TCGIobUiUwjtL' +
        'ZnswDQYJKoZIhvcNAQEHMAAEggEAqe9asd0j32xQiT+GHiAxHgCwZedemWQ8UpamLvw1NR7qMYm+VIA+ED9NEONvuszLIIqIFh4t' +
        'Gh/g4EGSP/ztQIwYEWRzLaQkhNKmmjerOUTVZOsz37VOiGFr8+72y1uOLz6YkJyGuAVSFViKbEBN9rTJDeGwnOi4TUC0yZIEqnqD' +
        '5rjQcMnPA4b1wKnx5/HD+G6SyDTeYW/WV76on9UBbB0EoGw3kE+ypoHeCrpGgC42sUbsbo3mnt+h/4lLQTbCWOr2m1C1JVcjtKed' +
        'Bil6rdlhxjMooku+/5rqsICa7JTlo2rIS9H7MHGe4eXLOFDYb6V7D6AY2cAwsscturNVqjBMBgkqhkiG9w0BBwEwHQYJYIZIAWUD' +
        'BAEqBBBQAQt9cXfLv1rOsoyyvxzSgCANb2tLO4Fo33mdSgccxwGUVbEPPU71inMbuU6ljhE3VA==',
    ),
  },
  /** `-aes-256-gcm -keyopt rsa_padding_mode:oaep -keyopt rsa_oaep_md:sha256 -keyopt rsa_mgf1_md:sha256` */
  rsaSha256: {
    to: RECIPIENTS.rsa,
    der: decodeBase64(
      'MIIB3QYLKoZIhvcNAQkQARegggHMMIIByAIBADGCAW0wggFpAgEAMCYwDjEMMAoGA1UEAwwDcnNhAhQ2+P3lRx9YLVMIYihtSJTC' +
        'O0tmezA4BgkqhkiG9w0BAQcwK6ANMAsGCWCGSAFlAwQCAaEaMBgGCSqGSIb3DQEBCDALBglghkgBZQMEAgEEggEAm8tgOUUWScwo' +
        'X+qC+3wpp2daesNFTrbjv4yjCKn1Aihyv4dyeD01RC7EsyujevyDwMyQCT0bVuMyN8RMTESYtqP5vPtJG8HdB+jJzVqUF9nu92KM' +
        'OmqauY0jyPum3YRP66N41ylwNH2GtLn5rJANwF9/E2JDPukFRoh3Wa4J6LMlqLFUiA0jXidUAQO0cQGwHMDsQr+GVPklW1VxUGa3' +
        'VDZMR7N5zPnvOBYneMCJcUBR1+1wFX5CIG8ADEhlw2vGJR70RPd7zWYyXm/ygOK13LdK1W1XqvOElcdVMwTVZkVfbr2d244zbpW6' +
        'jp1C/W5SnbQeMLy09uL2T5zzdn0W4zBABgkqhkiG9w0BBwEwHgYJYIZIAWUDBAEuMBEEDNSgAzKPeTPf6aYdfwIBEIATv1gbVkm2' +
        'gS8tP7x9PVUdeD+2GQQQkyaNloLVNwqtK8bavPXiTQ==',
    ),
  },
  /** `-aes-256-cbc`, whose padding is that of PKCS #1 v1.5 */
  rsaPkcs1: {
    to: RECIPIENTS.rsa,
    der: decodeBase64(
      'MIIBqgYJKoZIhvcNAQcDoIIBmzCCAZcCAQAxggFCMIIBPgIBADAmMA4xDDAKBgNVBAMMA3JzYQIUNvj95UcfWC1TCGIobUiUwjtL' +
        'ZnswDQYJKoZIhvcNAQEBBQAEggEAVhGUQkFJbCrjFxlwdcNDQR8hm3roPTTOxAYZw3IsJGqkPRHkaiuV26cse0WNuDExQ0U9gw/a' +
        'dpRNzh+qKSzDTvxJzlLopXYIJNF7qypqOC0fE78QPe37yg9XYdnPhK2bUBY1i2uZ0BMRO/l3XkEtjgQDKVMU4Pw73LYnel8IgKGw' +
        'SAs9nOtdYmJOv8+GNkKSsOCC5sTrDQxkVCkynIJGr0ucYohl6AlkFFTedId/5G54Be7hlwjuNIGtnGt7UdDec3lA8pY127UyOFAc' +
        'TzF3tMTfQ4nq1VWde9lF4inikONiXWf3SFmuzQ3DqPk2Bw9JT0i79A1QDLaG9yEuuKvRzDBMBgkqhkiG9w0BBwEwHQYJYIZIAWUD' +
        'BAEqBBBT0+duYMKlqiqydhoZlQmWgCAh91s+iDSQd/IqCdF9MknFLgqg7NBGWCqGuvdrmi6Kmw==',
    ),
  },
  /** `-sm4-cbc -keyopt rsa_padding_mode:oaep` */
  sm4: {
    to: RECIPIENTS.rsa,
    der: decodeBase64(
      'MIIBqQYJKoZIhvcNAQcDoIIBmjCCAZYCAQAxggFCMIIBPgIBADAmMA4xDDAKBgNVBAMMA3JzYQIUNvj95UcfWC1TCGIobUiUwjtL' +
        'ZnswDQYJKoZIhvcNAQEHMAAEggEAdPNhDpiv83bjOrfhi6Pjkv3j8BG5dDXI4wvCcOsxrikNz1QOZd3Yo+rbowG4qDKOMHgijXF0' +
        '00kGraJVPdf/tO7PVP5ZmpJFnovGf61TEJ2cUcvmjiqToV4gQRT66WlwCzF18eXt6qh5i4K0YAJRIFfDHF5liM7vbVYjTaNP0CFy' +
        'zrincZKEO0IMUyLzza/PLJe3vAHOFSEcm26zz6S4pKRgQ5jYf8aX4/74pmiACI5cNco/lEAEmM/OgDzyn/qvRLHpPBTgHQc9HCU3' +
        'rBqBmdQcz1aZSETKSbUltg8pcE2qDjvyCQV5rYXxj+4RxaSZrXRj8S1gEOrhMGaqBbTTkjBLBgkqhkiG9w0BBwEwHAYIKoEcz1UB' +
        'aAIEEKQA8Vv6gLWPCVfRGjlyK8KAINgt8UtQwJcl00gwGz7yKl3K4ZuJfUiqBiFtI7dS6vfc',
    ),
  },
  /** `-aes-256-cbc -stream -indef`: BER of indefinite length; the hash of its derivation is SHA-1 */
  p256Stream: {
    to: RECIPIENTS.p256,
    der: decodeBase64(
      'MIAGCSqGSIb3DQEHA6CAMIACAQIxgcqhgccCAQOgUaFPMAkGByqGSM49AgEDQgAEfarbC0yTd5oY6SfqnaW6c4xzWIlcgau9a9Gy' +
        'dCfppRUXkhhsCPSOcT1nsoXSsWZXkoSmStL65vPrS7cORRhgITAYBgkrgQUQhkg/AAIwCwYJYIZIAWUDBAEtMFUwUzAnMA8xDTAL' +
        'BgNVBAMMBHAyNTYCFH4pMNEzUz1oAxSlC10S17bMUcgqBCi2gJil2jL8NslJiCwiaAeHk+6nNPmMkXFz0kUf2SWUwlbtPItQCab8' +
        'MIAGCSqGSIb3DQEHATAdBglghkgBZQMEASoEEC78PTtadhPoYJuXxqtVVEqggAQQIIF0snLBXZTk60HMp5rbaAQQItBdRdxu7pR0' +
        'JgNHcQnI2QAAAAAAAAAAAAA=',
    ),
  },
  /** `-aes-128-gcm -keyopt ecdh_kdf_md:sha256` */
  p256: {
    to: RECIPIENTS.p256,
    der: decodeBase64(
      'MIIBJgYLKoZIhvcNAQkQARegggEVMIIBEQIBADGBt6GBtAIBA6BRoU8wCQYHKoZIzj0CAQNCAAQEcR01Ps62XnXZYc78ry9GMJgl' +
        'yiK8pL8ExPsmu3nkWuskYPeV5d8aAn/+DBnQ/vO1fDPdxh6fOBY7Owahpvi2MBUGBiuBBAELATALBglghkgBZQMEAQUwRTBDMCcw' +
        'DzENMAsGA1UEAwwEcDI1NgIUfikw0TNTPWgDFKULXRLXtsxRyCoEGCCL+yyl4n86PEfT1qfCwipJLuZV8WCi7jBABgkqhkiG9w0B' +
        'BwEwHgYJYIZIAWUDBAEGMBEEDA5tRHIzjLzQ9ygQNAIBEIATKAhPnrvM/4NcTkMsTeLeogxaRwQQZwg8kZ04g2eW4R3atz93fA==',
    ),
  },
  /** `-aes-192-gcm -keyopt ecdh_kdf_md:sha384 -aes256-wrap` */
  p384: {
    to: RECIPIENTS.p384,
    der: decodeBase64(
      'MIIBTgYLKoZIhvcNAQkQARegggE9MIIBOQIBADGB36GB3AIBA6BxoW8wCQYHKoZIzj0CAQNiAAQka3toulVKjRweHpQfSgGDgRsZ' +
        '+wJ1lER9gV9x/kpMyGwm+o4kIoAUZgoCdMF/sGZHTyCKphIH6z/WjBGP+He8aJ5NKorTalsejXPrGrJ7T4m7Oeg+pWWCAEirl0zA' +
        'F1wwFQYGK4EEAQsCMAsGCWCGSAFlAwQBLTBNMEswJzAPMQ0wCwYDVQQDDARwMzg0AhR4FcThVOgZuEd0thc93jv79kWdLAQgxidx' +
        'URMiVogs1BbnVsu/xH6QuwwU+StGHAXs9yWiWtMwQAYJKoZIhvcNAQcBMB4GCWCGSAFlAwQBGjARBAwHKIoWu7cjG1G7UbYCARCA' +
        'E49EB1JS+aTbjfBzmA0/IIFKmQAEEM/+m7p4/UnFV78ESvThFaA=',
    ),
  },
  /** `-aes-256-gcm -keyid -keyopt ecdh_kdf_md:sha512 -aes256-wrap` */
  p521: {
    to: RECIPIENTS.p521,
    der: decodeBase64(
      'MIIBbAYLKoZIhvcNAQkQARegggFbMIIBVwIBADGB/aGB+gIBA6CBl6GBlDAJBgcqhkjOPQIBA4GGAAQBv0QKePgBnswZ1GbCtmde' +
        '/TycTxcC57YRQ51fgBnXmg1Xvfniz45KFfqdApVLTPJiUqXP8BVJlt3uA6eUcDSnP0gBsUwdeLqoOHtOLctYOmqObuNfxW82iqod' +
        '0o40hnFvSL0MT86J8rX6zy7ejJHiBtsmjTUX0XL4kr+WvEFZfXdDuWQwFQYGK4EEAQsDMAsGCWCGSAFlAwQBLTBEMEKgFgQUGSRF' +
        '/AHqxbuwHTzesYxikSt7utsEKIh5D/OyF+mlnk6lP0zxygRqN7hN13bgUqj+cyVq4iovDBae35tTRXIwQAYJKoZIhvcNAQcBMB4G' +
        'CWCGSAFlAwQBLjARBAxRKSkiwJ5/qD4n89oCARCAEwM6atpoL9toHytaH6F6FjZHt+kEEKP0BkibIEiYQGLhHhP3hoE=',
    ),
  },
}
