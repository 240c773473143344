"""ES modules joined into one."""

import pytest

from formcheck.report.pages.modules import ModuleError, join_modules


def joined(**files: str) -> str:
    return join_modules("main.js", lambda path: files[path.removesuffix(".js").replace("/", "_")])


def test_modules_come_after_those_that_they_import_and_each_comes_once() -> None:
    text = joined(
        main='import { b } from "./b.js";\nimport { A, a } from "./a.js";\nb(a, A);\n',
        b='import {\n  a,\n} from "./a.js";\nexport function b(x) {\n  return x + a;\n}\n',
        a="export const a = 1;\nexport class A {}\n",
    )
    assert text == ("const a = 1;\nclass A {}\n\nfunction b(x) {\nreturn x + a;\n}\n\nb(a, A);\n")


def test_a_module_of_another_folder_is_found() -> None:
    files = {
        "review/js/main.js": 'import { a } from "../../js/a.js";\na();\n',
        "js/a.js": "export async function a() {}\n",
    }
    assert join_modules("review/js/main.js", files.__getitem__) == (
        "async function a() {}\n\na();\n"
    )


@pytest.mark.parametrize(
    "form",
    [
        'import a from "./a.js";',
        'import * as a from "./a.js";',
        'import { a as b } from "./a.js";',
        'import "./a.js";',
        'import { a } from "uplot";',
        'import { a } from "./a.js"',
        'const a = await import("./a.js");',
        "export default 1;",
        "export default function a() {}",
        'export * from "./a.js";',
        'export { a } from "./a.js";',
        "const a = 1;\nexport { a };",
        "export const { a, b } = c;",
        "const [a, b] = c;",
    ],
)
def test_a_form_that_cannot_be_joined_is_refused(form: str) -> None:
    with pytest.raises(ModuleError, match=r"main\.js: this form cannot be joined"):
        joined(main=form + "\n", a="export const a = 1;\n")


def test_the_words_in_comments_and_calls_are_no_forms() -> None:
    text = "// It is the import of exports.\nconst exported = important(1);\n"
    assert joined(main=text) == "const exported = important(1);\n"


def test_a_name_that_is_not_exported_is_refused() -> None:
    with pytest.raises(ModuleError, match='does not export "b"'):
        joined(main='import { a, b } from "./a.js";\n', a="export const a = 1;\nconst b = 2;\n")


def test_a_name_at_the_top_level_of_two_modules_is_refused() -> None:
    with pytest.raises(ModuleError, match=r'main\.js and a\.js both declare "draw"'):
        joined(
            main='import { a } from "./a.js";\nfunction draw() {\n  a();\n}\n',
            a="export const a = 1;\nlet draw = 2;\n",
        )


def test_modules_that_import_each_other_are_refused() -> None:
    with pytest.raises(ModuleError, match=r"in a circle: main\.js → a\.js → main\.js"):
        joined(
            main='import { a } from "./a.js";\nexport const b = a;\n',
            a='import { b } from "./main.js";\nexport const a = b;\n',
        )


def test_comments_may_name_the_types_of_other_modules_and_are_left_out() -> None:
    text = (
        '/** @param {import("./a.js").A} a */\nexport function b(a) {\n'
        "  /**\n   * @type {number}\n   */\n  const c =\n    /** @type {number} */ (a);\n}\n"
        "/** The end. */\n"
    )
    assert joined(main=text) == ("function b(a) {\nconst c =\n/** @type {number} */ (a);\n}\n")
