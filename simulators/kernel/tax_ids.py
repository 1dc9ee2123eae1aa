"""CPF and CNPJ: the numbers by which Brazil knows its people and its companies.

A CPF has 11 digits. A CNPJ has 14 characters; since July 2026 the first 12 may be letters too (national rule, tiny-api2
§1.2). The last two characters of both are check digits. A number is kept bare: without its mask, in upper case.
"""

import re

SIGNS = re.compile(r"[\s.,/()-]+")
"""What masks are made of."""
CPF = re.compile("[0-9]{11}")
CNPJ = re.compile("[0-9A-Z]{12}[0-9]{2}")
CPF_BODY, CHECK_DIGITS = 9, 2
HEAVIEST_OF_CPF, HEAVIEST_OF_CNPJ = 11, 9


def bare(text: str) -> str:
    """A number or a CNPJ without its mask, in upper case; any other text without the blanks around it."""
    plain = SIGNS.sub("", text)
    if plain.isascii() and (plain.isdigit() or is_cnpj(plain.upper())):
        return plain.upper()
    return text.strip()


def is_cpf(number: str) -> bool:
    """Whether a bare number has the form of a CPF."""
    return CPF.fullmatch(number) is not None


def is_cnpj(number: str) -> bool:
    """Whether a bare number has the form of a CNPJ."""
    return CNPJ.fullmatch(number) is not None


def is_valid(number: str) -> bool:
    """Whether a bare number is a CPF or a CNPJ with the right check digits."""
    return (is_cpf(number) or is_cnpj(number)) and completed(number[:-CHECK_DIGITS]) == number


def completed(body: str) -> str:
    """The CPF of nine digits, or the CNPJ of twelve characters, with its check digits."""
    heaviest = HEAVIEST_OF_CPF if len(body) == CPF_BODY else HEAVIEST_OF_CNPJ
    for _ in range(CHECK_DIGITS):
        body += check_digit(body, heaviest)
    return body


def masked(number: str) -> str:
    """A CPF as `123.456.789-09`, a CNPJ as `12.345.678/0001-95`; anything else as it is."""
    if is_cpf(number):
        return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"
    if is_cnpj(number):
        return f"{number[:2]}.{number[2:5]}.{number[5:8]}/{number[8:12]}-{number[12:]}"
    return number


def check_digit(body: str, heaviest: int) -> str:
    """The digit that checks `body`: modulo 11 over each character's ASCII code less 48, 0 for a rest of 0 or 1.

    Weights go from 2 to `heaviest` and again, from the right.
    """
    weights = (2 + place % (heaviest - 1) for place in range(len(body)))
    values = (ord(character) - ord("0") for character in reversed(body))
    rest = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
    return "0" if rest < 2 else str(11 - rest)
