using Hikyaku.Formats.Text;

namespace Hikyaku.Mail.Searching.Indexing;

/// <summary>What an index is asked.</summary>
/// <param name="Tokens">Every one of them must be there.</param>
/// <param name="InHeader">They may be in the header.</param>
/// <param name="InBody">They may be in the body.</param>
public sealed record IndexQuestion(NeedleTokens Tokens, bool InHeader, bool InBody);
