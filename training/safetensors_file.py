"""Writes and reads weights in the safetensors format, without the library of that name.

Eight bytes of little-endian header length, a JSON header that gives each tensor's type, shape and place, then the numbers.
Only 32-bit floating point; the metadata are strings.
"""
import hashlib
import json
import pathlib

import numpy as np

ALIGNMENT = 8
NO_DIGEST = "0" * 64
CHECKSUM = "sha256"  # of the whole file with zeros in its place; the program refuses a file of which anything has changed


def write(path, tensors, metadata):
    arrays = {name: np.ascontiguousarray(value, dtype="<f4") for name, value in tensors.items()}
    body = b"".join(array.tobytes() for array in arrays.values())
    header, end = {"__metadata__": {key: str(value) for key, value in metadata.items()} | {CHECKSUM: NO_DIGEST}}, 0
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds a NaN or infinity")
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    digest = hashlib.sha256(text + body).hexdigest()
    pathlib.Path(path).write_bytes(len(text).to_bytes(8, "little") + text.replace(NO_DIGEST.encode(), digest.encode(), 1) + body)


def read(path):
    data = pathlib.Path(path).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    metadata, body = header.pop("__metadata__", {}), data[8 + length :]
    tensors = {name: np.frombuffer(body[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]) for name, entry in header.items()}
    return tensors, metadata
