"""What the screens of tags show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules import tags
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

MENU = "Cadastros > Produtos > Tags"


@VIEWS.screen(MENU, "Tags", columns.TAG)
def lista_de_tags(work: Work) -> list[dict[str, Any]]:
    """As tags da conta, cada uma com o seu grupo."""
    return [
        {"id": tag["id"], "nome": tag["nome"], "grupo": tags.nome_do_grupo(work, tag["id_grupo"])}
        for tag in work.documents(tags.TAG).find()
    ]


@VIEWS.screen(MENU, "Grupos de tags", columns.GRUPO_DE_TAGS)
def lista_de_grupos_de_tags(work: Work) -> list[dict[str, Any]]:
    """Os grupos de tags da conta."""
    return work.documents(tags.GRUPO).find()
