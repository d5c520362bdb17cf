"""How large DynamoDB counts an item.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

import base64


def item_size(attributes):
    """Bytes of an item, or of any map of names to typed values as they go over the wire."""
    return sum(_text(name) + _value_size(value) for name, value in attributes.items())


def _value_size(typed):
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return _text(value)
        case "N":
            return _number(value)
        case "B":
            return _binary(value)
        case "SS":
            return sum(map(_text, value))
        case "NS":
            return sum(map(_number, value))
        case "BS":
            return sum(map(_binary, value))
        case "L":
            return 3 + sum(1 + _value_size(element) for element in value)
        case "M":
            return 3 + len(value) + item_size(value)
        case _:
            return 1


def _text(value):
    return len(value.encode())


def _number(value):
    digits = value.upper().partition("E")[0].strip("+-").replace(".", "").strip("0")
    return (len(digits) + 1) // 2 + 1 + value.startswith("-")


def _binary(value):
    return len(value if isinstance(value, bytes) else base64.b64decode(value))
