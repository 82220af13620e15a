using System.Collections.Immutable;
using System.Globalization;
using System.Resources;

namespace Hikyaku.Mail.Directory;

/// <summary>Why a change was not made, in words that can be localized.</summary>
/// <param name="Reason">The reason, which is also the key of its text.</param>
/// <param name="Arguments">What the text names: addresses, limits.</param>
public sealed record DirectoryRefusal(DirectoryRefusalReason Reason, params ImmutableArray<string> Arguments)
{
    private static readonly ResourceManager Texts = new("Hikyaku.Mail.Directory.DirectoryTexts", typeof(DirectoryRefusal).Assembly);

    /// <summary>Says what is wrong and what to do about it, in English or Japanese.</summary>
    public string Text(CultureInfo culture) =>
        string.Format(culture, Texts.GetString(Reason.ToString(), culture) ?? Reason.ToString(), [.. Arguments.Select(argument => Shown(argument, culture))]);

    /// <inheritdoc/>
    public override string ToString() => Text(CultureInfo.InvariantCulture);

    /// <summary>Whether only the targets were refused.</summary>
    internal bool IsOfTargets => Reason is DirectoryRefusalReason.BadTarget or DirectoryRefusalReason.TooManyTargets
        or DirectoryRefusalReason.SelfReference or DirectoryRefusalReason.AliasLoop;

    private bool IsOfRights =>
        Reason is DirectoryRefusalReason.NotPermitted or DirectoryRefusalReason.AlreadyGranted or DirectoryRefusalReason.NotGranted;

    private string Shown(string argument, CultureInfo culture) =>
        argument == GrantEdits.Everything && IsOfRights
            ? Texts.GetString("TheServer", culture) ?? argument
            : argument;
}
