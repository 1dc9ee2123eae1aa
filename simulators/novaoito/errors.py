"""Novaoito's errors: one class per code of the reconstructed table (novaoito §2.2)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import ClassVar

from homologa.simulators.kernel.errors import Fidelity, PlatformError

FieldErrors = Mapping[str, Sequence[str]]
"""Messages in Portuguese by field; nested fields are written with dots, the whole body is `body`."""


class NovaoitoError(PlatformError):
    """A refusal, answered as `application/problem+json`.

    `text` is its detail and `advice` the hint of a refusal that has none of its own, both in Portuguese.
    """

    status: ClassVar[HTTPStatus]
    code: ClassVar[str]
    text: ClassVar[str] = ""
    advice: ClassVar[str] = ""
    fidelity = Fidelity.RECONSTRUCTED
    source = "novaoito §2.2"

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message or self.text, hint=hint or self.advice)

    @property
    def errors(self) -> FieldErrors:
        """What is wrong, by field; empty but for `validation_failed`."""
        return {}

    @property
    def retry_after(self) -> int | None:
        """Seconds after which a repetition makes sense; None where time does not help."""
        return None


class MalformedJson(NovaoitoError):
    """The body is not JSON."""

    status, code = HTTPStatus.BAD_REQUEST, "malformed_json"
    text = "O corpo da requisição não é um JSON válido."
    advice = "mande um só documento JSON em UTF-8, sem NaN nem Infinity; confira aspas, vírgulas e chaves"


class InvalidToken(NovaoitoError):
    """No token, an unknown one, or one revoked by the uninstallation."""

    status, code = HTTPStatus.UNAUTHORIZED, "invalid_token"
    text = "O token de acesso não foi informado, não existe ou foi revogado."
    advice = "envie Authorization: Bearer com o token da instalação do aplicativo ou o da administração da loja"


class InsufficientScope(NovaoitoError):
    """The token does not reach this operation."""

    status, code = HTTPStatus.FORBIDDEN, "insufficient_scope"
    text = "O token não tem permissão para esta operação."
    advice = "chame esta operação com um token que a alcance"


class AppDisabled(NovaoitoError):
    """The store switched the app off."""

    status, code = HTTPStatus.FORBIDDEN, "app_disabled"
    text = "O aplicativo está desativado nesta loja."
    advice = "ative o aplicativo em Aplicativos > Tiny ERP > Ativar, e repita a chamada"


class NotFound(NovaoitoError):
    """What the path names does not exist, or the request names another store."""

    status, code = HTTPStatus.NOT_FOUND, "not_found"
    text = "Não encontrado."
    advice = "confira o que o caminho nomeia: liste antes o que há nesta loja, e use o id que a lista mostra"


class NoSuchSku(NotFound):
    """No product bears the SKU: the usual answer to a look-up, with nothing to mend in the path."""

    text = "Não há produto com este SKU."
    advice = "é a resposta normal a um SKU que nenhum produto nem variação tem; maiúsculas e espaços contam"


class MethodNotAllowed(NovaoitoError):
    """The path exists, the method does not."""

    status, code = HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed"
    text = "Este endereço não aceita o método usado."
    advice = "use um dos métodos do cabeçalho Allow"


class SkuAlreadyExists(NovaoitoError):
    """The SKU is in use by another product or variant."""

    status, code = HTTPStatus.CONFLICT, "sku_already_exists"
    text = "Já existe um produto com este SKU."
    advice = "mande outro SKU ou, para mudar o produto que já o tem, chame PATCH /products/{id} com o id dele"


class SkuNotUnique(NovaoitoError):
    """More than one product or variant bears the SKU."""

    status, code = HTTPStatus.CONFLICT, "sku_not_unique"
    text = "Há mais de um produto com este SKU."
    advice = "chame a operação pelo id do produto, ou acerte na loja os SKUs repetidos"


class AppNotInstalled(NovaoitoError):
    """The app that the operation needs is not installed."""

    status, code = HTTPStatus.CONFLICT, "app_not_installed"
    text = "O aplicativo Tiny ERP não está instalado na loja."
    advice = "instale o aplicativo em Aplicativos > Tiny ERP > Instalar, e repita a chamada"


class AppNotConfigured(NovaoitoError):
    """The app is installed, but one of its settings is missing."""

    status, code = HTTPStatus.CONFLICT, "app_not_configured"
    text = "O aplicativo Tiny ERP não está configurado: informe CNPJ, identificador do integrador e token."
    advice = "preencha a tela Aplicativos > Tiny ERP > Configurar, ou chame PUT /apps/tiny-erp/settings"


class JobAlreadyRunning(NovaoitoError):
    """Another job is queued or running."""

    status, code = HTTPStatus.CONFLICT, "job_already_running"
    text = "Já há uma integração na fila ou em andamento."
    advice = "espere o fim da integração em andamento, ou cancele-a com POST /erp/jobs/{id}/cancel"


class InvalidTransition(NovaoitoError):
    """The present state does not allow the change."""

    status, code = HTTPStatus.CONFLICT, "invalid_transition"
    text = "A situação atual não permite esta mudança."
    advice = "leia a situação de agora com GET antes de mudá-la, e não repita o que já terminou"


class AlreadyLinked(NovaoitoError):
    """The product, or the product of the other system, is linked elsewhere."""

    status, code = HTTPStatus.CONFLICT, "already_linked"
    text = "O produto já está vinculado a outro cadastro."
    advice = "desfaça antes o vínculo que há com DELETE /erp/links/{system}/{product_id}, ou deixe-o como está"


class PayloadTooLarge(NovaoitoError):
    """The body is larger than any that is taken."""

    status, code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "payload_too_large"
    text = "O corpo da requisição é grande demais."
    advice = "mande menos registros de cada vez"


class UnsupportedMediaType(NovaoitoError):
    """The body is not `application/json`."""

    status, code = HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"
    text = "O corpo deve ser enviado como application/json."
    advice = "mande o cabeçalho Content-Type: application/json e o corpo em JSON"


class ValidationFailed(NovaoitoError):
    """Values against the shape or the rules, told by field."""

    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, "validation_failed"

    def __init__(self, errors: FieldErrors, *, hint: str = "") -> None:
        told = "; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items())
        super().__init__(f"Há campos inválidos: {told}", hint=hint or f"corrija na requisição: {told}")
        self._errors = errors

    @property
    def errors(self) -> FieldErrors:
        """What is wrong, by field."""
        return self._errors


class StoreSuspended(NovaoitoError):
    """The store is suspended; nothing is answered."""

    status, code = HTTPStatus.LOCKED, "store_suspended"
    text = "A loja está suspensa."
    advice = "nada se faz por API até que a loja seja reativada; pare as chamadas e avise o lojista"


class RateLimited(NovaoitoError):
    """The bucket of requests is empty."""

    status, code = HTTPStatus.TOO_MANY_REQUESTS, "rate_limited"
    text = "Excedido o limite de requisições; tente novamente em instantes."

    def __init__(self, seconds: int) -> None:
        super().__init__(hint=f"espere {seconds} s (Retry-After) antes de repetir")
        self._seconds = seconds

    @property
    def retry_after(self) -> int | None:
        """Seconds until the next request is within the limit."""
        return self._seconds
