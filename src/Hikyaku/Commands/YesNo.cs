namespace Hikyaku.Commands;

/// <summary>An answer on the command line; the parser takes the word after an option of type bool for something else.</summary>
internal enum YesNo
{
    /// <summary>"no".</summary>
    No,

    /// <summary>"yes".</summary>
    Yes,
}
