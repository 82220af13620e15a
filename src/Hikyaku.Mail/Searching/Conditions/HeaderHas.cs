using Hikyaku.Formats.Text;
using Hikyaku.Mail.Searching.Indexing;

namespace Hikyaku.Mail.Searching.Conditions;

/// <summary>A header field contains a text; with an empty one, the field is there.</summary>
public sealed class HeaderHas : IndexedCondition
{
    private readonly string _name;
    private readonly TextNeedle _needle;
    private readonly HeaderText? _stored;

    /// <summary>The field's name, in upper case, and the text that is looked for.</summary>
    public HeaderHas(string name, TextNeedle needle)
    {
        ArgumentNullException.ThrowIfNull(needle);
        (_name, _needle) = (name, needle);
        _stored = name switch
        {
            "SUBJECT" => HeaderText.Subject,
            "FROM" => HeaderText.From,
            "TO" => HeaderText.To,
            "CC" => HeaderText.Cc,
            "BCC" => HeaderText.Bcc,
            _ => null,
        };

        // Rows of the header answer faster than the index, which is for all the other fields.
        var tokens = new NeedleTokens(needle.Folded);
        Question = _stored is null && tokens.All.Count > 0 ? new IndexQuestion(tokens, InHeader: true, InBody: false) : null;
    }

    internal override bool ReadsHeaders => _stored is not null;

    internal override IndexQuestion? Question { get; }

    internal override Verdict Match(in Candidate message)
    {
        if (message.Header.IsKnown && _stored is { } stored)
        {
            var text = message.Header.Text(stored);
            if (text.Length > 0)
            {
                return Of(text.IndexOf(_needle.Octets) >= 0);
            }

            if (!_needle.IsEmpty)
            {
                return Verdict.No;
            }
        }

        // Other fields, and whether an empty one is there at all.
        return message.Text is { } whole ? Of(whole.FieldContains(_name, _needle)) : Ask(message.Row.Uid, isExact: false);
    }
}
