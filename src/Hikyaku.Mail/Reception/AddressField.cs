using System.Text;

using Hikyaku.Formats.Addresses;
using MimeKit;

namespace Hikyaku.Mail.Reception;

/// <summary>The addresses of a header field such as From while the header passes; fields of one name count as one list.</summary>
/// <remarks>Limits: at most <see cref="MaxLength"/> characters are kept.</remarks>
internal sealed class AddressField
{
    private const int MaxLength = 4096;

    private readonly StringBuilder _text = new();
    private bool _isCut;
    private bool _isOpen;

    public bool IsPresent { get; private set; }

    /// <summary>There are several fields of this name.</summary>
    public bool IsRepeated { get; private set; }

    /// <summary>It names more than one mailbox.</summary>
    public bool HasSeveral => InternetAddressList.TryParse(_text.ToString(), out var list) && list.Mailboxes.Skip(1).Any();

    /// <summary>A field of this name begins.</summary>
    public void Begin(ReadOnlySpan<byte> value)
    {
        IsRepeated |= IsPresent;
        if (IsPresent)
        {
            _text.Append(", ");
        }

        IsPresent = _isOpen = true;
        Continue(value);
    }

    /// <summary>A line that begins with a space.</summary>
    public void Continue(ReadOnlySpan<byte> line)
    {
        if (!_isOpen)
        {
            return;
        }

        // A line that is longer than what is looked at comes without its end.
        _isCut |= !line.EndsWith("\n"u8) || _text.Length + line.Length > MaxLength;
        if (!_isCut)
        {
            _text.Append(Encoding.UTF8.GetString(line.TrimEnd("\r\n"u8)));
        }
    }

    /// <summary>Another field begins.</summary>
    public void End() => _isOpen = false;

    /// <summary>The addresses, without names that have no domain; null when it can not be told which they are.</summary>
    public IReadOnlyList<Address>? Read()
    {
        var text = _text.ToString();
        if (_isCut)
        {
            return null;
        }

        if (!InternetAddressList.TryParse(text, out var list))
        {
            return text.Contains('@', StringComparison.Ordinal) ? null : [];
        }

        // What one program skips may be what another one shows.
        if (CountAngles(text) > list.Mailboxes.Count())
        {
            return null;
        }

        var found = new List<Address>();
        foreach (var mailbox in list.Mailboxes.Select(m => m.Address).Where(m => m.Contains('@', StringComparison.Ordinal)))
        {
            if (!Address.TryParse(mailbox, out var address))
            {
                return null;
            }

            found.Add(address);
        }

        return found;
    }

    // RFC 5322 §3.2.2, §3.2.4: those in comments and quoted strings count for nothing.
    private static int CountAngles(string text)
    {
        var (count, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\': i++; break;
                case '"' when depth == 0: isQuoted = !isQuoted; break;
                case '(' when !isQuoted: depth++; break;
                case ')' when !isQuoted && depth > 0: depth--; break;
                case '<' when !isQuoted && depth == 0: count++; break;
            }
        }

        return count;
    }
}
