import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  specifiedRules,
  validate,
  valueFromASTUntyped,
} from "graphql";
import { codeOf } from "../errors.js";
import { NAME_LENGTH } from "../store/saved-query.entity.js";
import { EXPORT_FORMATS, type ExportFormat } from "./export/formats.js";
import { OPTION_NAMES } from "./export/options.js";
import { planStack } from "./export/stacked-plan.js";
import { finiteNumbers } from "./finite-numbers.js";
import { namingMembers } from "./known-members.js";
import { noReservedNames } from "./reserved-names.js";

/** Tokens of a saved query, at most: checking one of this length takes hundredths of a second. */
const MOST_TOKENS = 2000;
const LONGEST_TITLE = 120;
const LONGEST_DESCRIPTION = 2000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no text of a query may hold them, so they must be named here.
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufeff]/;
/** The same as for operations that come in alone: see `graphql-server.ts`. */
const RULES = [...specifiedRules, noReservedNames, finiteNumbers];

/** What a text is refused with; its message goes into the error that the caller of the check gives. */
class UnusableQuery extends TypeError {}

/** Makes the refusal of a text. */
export function unusable(reason: string): Error {
  return new UnusableQuery(reason);
}

/** Whether an error is such a refusal rather than a defect. */
export function isUnusable(error: unknown): error is Error {
  return error instanceof UnusableQuery;
}

/** A text in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A parameter of a saved query: a variable of its operation. */
export interface QueryParameter {
  readonly name: string;
  /** As GraphQL writes it, e.g. `ID!`. */
  readonly type: string;
  readonly required: boolean;
  readonly default?: unknown;
}

/** A query that is kept under a name. */
export interface SavedQuery {
  /** Of its file, without the ending; or what it was saved under. */
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly parameters: readonly QueryParameter[];
  /** The formats that it can be exported in; none when it has no list to walk. */
  readonly formats: readonly ExportFormat[];
  readonly text: string;
  readonly operation: OperationDefinitionNode;
}

/** Whether a query may have this name, as a file and in the store. */
export function checkName(name: string): boolean {
  return name.length <= NAME_LENGTH && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name);
}

/**
 * Checks the text of a query against the schema, for files and the store alike.
 * @throws UnusableQuery saying what is wrong with it
 */
export function checkText(schema: GraphQLSchema, name: string, text: string): SavedQuery {
  // Invisible in an editor, and each engine keeps them in its own way.
  if (CONTROL_CHARACTERS.test(text)) throw unusable("it holds control characters.");
  const document = parsed(text);
  const [problem] = validate(schema, document, RULES, { maxErrors: 1 });
  if (problem !== undefined) throw unusable(namingMembers(schema, problem));
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations as OperationDefinitionNode[];
  if (operation === undefined || operations.length > 1) throw unusable("it must hold one operation.");
  if (operation.operation !== "query" || operation.name === undefined) {
    throw unusable("its operation must be a query with a name.");
  }
  const parameters = parametersOf(operation);
  const taken = parameters.find((parameter) => OPTION_NAMES.some((option) => option === parameter.name));
  if (taken !== undefined) throw unusable(`$${taken.name} has the name of an export option.`);
  return {
    name,
    ...describedBy(text),
    parameters,
    formats: formatsOf(schema, document, operation),
    text,
    operation,
  };
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: MOST_TOKENS, noLocation: true });
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error));
  }
}

/** The comment lines at the top: titles in Chinese and English, then what the query is for, in either. */
function describedBy(text: string): { title: Bilingual; description: Bilingual } {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("#"));
  const [zh = "", en = "", ...more] = lines.slice(0, end).map((line) => line.replace(/^#\s*/, "").trim());
  const isChinese = (line: string) => /\p{Script=Han}/u.test(line);
  if (!isChinese(zh) || en === "" || isChinese(en)) {
    throw unusable("it must begin with two comment lines: its title in Chinese, then in English.");
  }
  const chinese = more.filter(isChinese).join("");
  const english = more.filter((line) => !isChinese(line)).join(" ");
  const long = [zh, en].some((title) => title.length > LONGEST_TITLE);
  if (long || `${chinese}${english}`.length > LONGEST_DESCRIPTION) {
    throw unusable(
      `a title is at most ${LONGEST_TITLE} characters, the description ${LONGEST_DESCRIPTION} in all.`,
    );
  }
  return { title: { zh, en }, description: { zh: chinese, en: english } };
}

function parametersOf({ variableDefinitions = [] }: OperationDefinitionNode): QueryParameter[] {
  return variableDefinitions.map(({ variable, type, defaultValue }) => ({
    name: variable.name.value,
    type: print(type),
    required: type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
    ...(defaultValue === undefined ? {} : { default: valueFromASTUntyped(defaultValue) }),
  }));
}

function formatsOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): readonly ExportFormat[] {
  // What a parameter may leave out is looked at as well.
  const everything = Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable }) => [variable.name.value, true]),
  );
  try {
    planStack(schema, document, operation, everything);
    return EXPORT_FORMATS;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return [];
  }
}
