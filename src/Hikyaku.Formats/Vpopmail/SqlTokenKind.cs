namespace Hikyaku.Formats.Vpopmail;

/// <summary>The kinds of tokens of a dump.</summary>
internal enum SqlTokenKind
{
    End,
    Word,
    Name,
    Text,
    Hex,
    Mark,
}
