#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A kernel image that boots and is not what it was, without building one: texts inside are replaced by others of the
same length, and the embedded config is blanked, so that nothing can be told of the image without booting it. Runs on:
host. Usage: spoil-image BZIMAGE OUT [OLD NEW]…   (gzip'd kernels; header: Documentation/arch/x86/boot.rst)"""
import gzip
import struct
import sys
import zlib

image = bytearray(open(sys.argv[1], "rb").read())
payload_offset, payload_length = struct.unpack_from("<II", image, 0x248)
begin = (image[0x1F1] + 1) * 512 + payload_offset
kernel = bytearray(zlib.decompressobj(31).decompress(bytes(image[begin : begin + payload_length])))

start, end = kernel.index(b"IKCFG_ST\x1f\x8b"), kernel.index(b"IKCFG_ED")
kernel[start : end + 8] = bytes(end + 8 - start)
for old, new in zip(sys.argv[3::2], sys.argv[4::2]):
    old, new = old.encode(), new.encode()
    assert len(old) == len(new), f"{old} and {new} are not of one length"
    assert kernel.count(old + b"\0"), f"{old} is not in the kernel"
    kernel = kernel.replace(old + b"\0", new + b"\0")

packed = gzip.compress(bytes(kernel), 9, mtime=0)
room = payload_length - 4  # the last four bytes say how large it becomes, as gzip's own do
assert len(packed) - 4 <= room, f"{len(packed)} bytes do not fit into {payload_length}"
image[begin : begin + payload_length] = packed[:-4].ljust(room, b"\0") + packed[-4:]
open(sys.argv[2], "wb").write(image)
