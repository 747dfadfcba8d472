/** Batches as brokers hold them: three messages each, `taxi ` twenty times and a number, packed by clients that are in use. */
export const packedBatches: readonly (readonly [client: string, codec: string, base64: string])[] =
  [
    [
      "Kafka's Java client",
      'gzip',
      'AAAAAAAAAAAAAACDAAAAAAKfDLbUAAEAAAACAAABoito7SoAAAGiK2jtfwAAAAAAAABDAAAAAAAAAAAAAx+LCAAAAAAAAP/7wcjAwMCVnVqpa3CKsSSxIlOBxoQBE1dyanxmCkdmiq7BL0aGVYxMYOsN6WO9IZL1hmDrWcDWG9HHeiMk640A3x5K+3wBAAA=',
    ],
    [
      "Kafka's Java client",
      'snappy',
      'AAAAAAAAAAAAAACgAAAAAAL08IIRAAIAAAACAAABoito79UAAAGiK2jxDwAAAAAAAABEAAAAAAAAAAAAA4JTTkFQUFkAAAAAAQAAAAEAAABb/AJE+AEAAAAKa2V5LTDKAXRheGkg/gUAegUASDACCmNlX2lkCGlkLTD6AQD0BAIFfwAx/n8Aln8AADEdfwAxBX8ABAV/ADL+fwCWfwAwMgIKY2VfaWQIaWQtMg==',
    ],
    [
      "Kafka's Java client",
      'lz4',
      'AAAAAAAAAAAAAACNAAAAAAKTqN8oAAMAAAACAAABoito8h0AAAGiK2jyMAAAAAAAAABFAAAAAAAAAAAAAwQiTRhgQIJNAAAA/wP4AQAAAAprZXktMMoBdGF4aSAFAEzxAzACCmNlX2lkCGlkLTD4AQAmAn4AHzF+AFMXMX4AEDF+ABEEfgAfMn4AUxMyfgBQCGlkLTIAAAAA',
    ],
    [
      "Kafka's Java client",
      'zstd',
      'AAAAAAAAAAAAAACDAAAAAALZNWJzAAQAAAACAAABoito8yMAAAGiK2jzgwAAAAAAAABGAAAAAAAAAAAAAyi1L/0AWDQCABQD+AEAAAAKa2V5LTDKAXRheGkgMAIKY2VfaWQIaWQtMPoBAL4BAjExMfoBAMABBDIyMgcAwJAB0gXCgHEDEiswgsWYih0BAAA=',
    ],
    [
      'librdkafka',
      'gzip',
      'AAAAAAAAAAAAAACBAAAAAAJT7bW7AAEAAAACAAABoito94UAAAGiK2j3hf//////////////////AAAAAx+LCAAAAAAAAAP7wcjAwMCVnVqpa3CKsSSxIlOBxoQBE1dyanxmCkdmiq7BD6DtTGDbDeljuyGS7YYg21nAthvRx3YjJNuNAKeVTXd6AQAA',
    ],
    [
      'librdkafka',
      'snappy',
      'AAAAAAAAAAAAAACKAAAAAAK2xlTDAAIAAAACAAABoito960AAAGiK2j3rf//////////////////AAAAA/oCRPgBAAAACmtleS0wygF0YXhpIP4FAHoFADAwAgpjZV9pZAhpZC0wAX4AAgV+ADH+fgCWfgAAMR1+ADEBfgAEBX4AMv5+AJZ+ADAyAgpjZV9pZAhpZC0y',
    ],
    [
      'librdkafka',
      'lz4',
      'AAAAAAAAAAAAAACLAAAAAAJmjAZnAAMAAAACAAABoito98kAAAGiK2j3yf//////////////////AAAAAwQiTRhgQIJLAAAA/wP4AQAAAAprZXktMMoBdGF4aSAFAEzQMAIKY2VfaWQIaWQtMH4AEQJ+AB8xfgBTFzF+ABAxfgARBH4AHzJ+AFMTMn4AUAhpZC0yAAAAAA==',
    ],
    [
      'librdkafka',
      'zstd',
      'AAAAAAAAAAAAAAB8AAAAAAKf2HYQAAQAAAACAAABoito990AAAGiK2j33f//////////////////AAAAAyi1L/0AWBUCALQC+AEAAAAKa2V5LTDKAXRheGkgMAIKY2VfaWQIaWQtMPgBAAACMTExBDIyMggAwJAB0gFhIAgwbkBiAkawGFOxAw==',
    ],
  ]
