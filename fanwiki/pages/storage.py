"""How documents are packed: a full copy now and then, and in between only what differs from it."""

import zstandard

LEVEL = 9
LEVEL_LARGE = 3  # for documents over LARGE bytes: a tenth of the time for a little more room
LARGE = 500_000


def words(keyframe: bytes | None) -> zstandard.ZstdCompressionDict | None:
    return zstandard.ZstdCompressionDict(keyframe, dict_type=zstandard.DICT_TYPE_RAWCONTENT) if keyframe else None


def pack(raw: bytes, keyframe: bytes | None = None) -> bytes:
    level = LEVEL_LARGE if len(raw) > LARGE else LEVEL
    return zstandard.ZstdCompressor(level=level, dict_data=words(keyframe)).compress(raw)


def unpack(packed: bytes, keyframe: bytes | None = None) -> bytes:
    return zstandard.ZstdDecompressor(dict_data=words(keyframe)).decompress(packed)


def worth_a_keyframe(delta: int, steps: int, keyframe: int) -> bool:
    """Whether the deltas have grown so long (bytes, `steps` revisions after it) that a new full copy saves room.

    For deltas that grow by the same amount each time this is the optimum: they have then cost as much as one copy.
    """
    return delta * steps > 2 * keyframe
