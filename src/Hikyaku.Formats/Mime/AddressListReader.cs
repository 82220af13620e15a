namespace Hikyaku.Formats.Mime;

/// <summary>Reads an address list (RFC 5322 §3.4), leniently: every octet sequence gives some list.</summary>
internal ref struct AddressListReader(ReadOnlySpan<byte> text, int maxAddresses)
{
    // A missing host must not become NIL, which is the group syntax.
    private static readonly byte[] MissingHost = "MISSING_DOMAIN"u8.ToArray();
    private static readonly byte[] MissingMailbox = "MISSING_MAILBOX"u8.ToArray();
    private readonly List<RawAddress> _addresses = [];
    private readonly List<byte> _phrase = [];
    private ReadOnlySpan<byte> _rest = text;
    private byte[]? _comment;
    private int _at = -1;
    private bool _spaceBefore;
    private bool _inGroup;

    public static IReadOnlyList<RawAddress> Read(ReadOnlySpan<byte> text, int maxAddresses) => new AddressListReader(text, maxAddresses).Read();

    private List<RawAddress> Read()
    {
        while (_rest.Length > 0 && _addresses.Count < maxAddresses)
        {
            Step();
        }

        EndAddress();
        EndGroup();
        return _addresses;
    }

    private void Step()
    {
        var octet = _rest[0];
        switch (octet)
        {
            case (byte)',':
                Take();
                EndAddress();
                break;
            case (byte)';':
                Take();
                EndAddress();
                EndGroup();
                break;
            case (byte)':' when !_inGroup && _at < 0:
                Take();
                BeginGroup();
                break;
            case (byte)'<':
                Take();
                Angle();
                break;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                Take();
                _spaceBefore = true;
                break;
            case (byte)'(':
                _comment = Comment();
                break;
            case (byte)'"':
                AppendSpace();
                _phrase.AddRange(Quoted());
                break;
            default:
                Plain(octet);
                break;
        }
    }

    private void Plain(byte octet)
    {
        AppendSpace();
        if (octet == '@')
        {
            _at = _phrase.Count;
        }

        _phrase.Add(octet);
        Take();
    }

    private void Take() => _rest = _rest[1..];

    private void AppendSpace()
    {
        if (_spaceBefore && _phrase.Count > 0)
        {
            _phrase.Add((byte)' ');
        }

        _spaceBefore = false;
    }

    private void EndAddress()
    {
        if (_phrase.Count > 0)
        {
            Split([.. _phrase], _at, out var mailbox, out var host);
            _addresses.Add(new RawAddress(_comment, null, mailbox, host));
        }

        Reset();
    }

    private void Reset()
    {
        _phrase.Clear();
        _comment = null;
        _at = -1;
        _spaceBefore = false;
    }

    private void BeginGroup()
    {
        _addresses.Add(new RawAddress(null, null, _phrase.Count == 0 ? MissingMailbox : [.. _phrase], null));
        _inGroup = true;
        Reset();
    }

    private void EndGroup()
    {
        if (_inGroup)
        {
            _addresses.Add(default);
        }

        _inGroup = false;
    }

    private void Angle()
    {
        byte[]? name = _phrase.Count > 0 ? [.. _phrase] : _comment;
        Reset();
        byte[]? route = null;
        var inner = new List<byte>();
        var at = -1;
        while (_rest.Length > 0 && _rest[0] != '>')
        {
            var octet = _rest[0];
            if (octet == '"')
            {
                inner.AddRange(Quoted());
                continue;
            }

            Take();
            if (octet == ':' && inner.Count > 0 && inner[0] == '@')
            {
                // RFC 5322 §4.4: an obsolete source route before the mailbox.
                route = [.. inner];
                inner.Clear();
                at = -1;
            }
            else if (octet is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                at = octet == '@' ? inner.Count : at;
                inner.Add(octet);
            }
        }

        SkipToSeparator();
        Split([.. inner], at, out var mailbox, out var host);
        _addresses.Add(new RawAddress(name, route, mailbox, host));
    }

    private void SkipToSeparator()
    {
        while (_rest.Length > 0 && _rest[0] is not ((byte)',' or (byte)';'))
        {
            if (_rest[0] == '(')
            {
                Comment();
            }
            else
            {
                Take();
            }
        }

        if (_rest.Length > 0 && _rest[0] == ',')
        {
            Take();
        }
    }

    private static void Split(ReadOnlySpan<byte> address, int at, out byte[] mailbox, out byte[] host)
    {
        var local = at < 0 ? address : address[..at].TrimEnd((byte)' ');
        var domain = at < 0 ? [] : address[(at + 1)..].TrimStart((byte)' ');
        var space = domain.IndexOf((byte)' ');
        domain = space < 0 ? domain : domain[..space];
        mailbox = local.Length == 0 ? MissingMailbox : local.ToArray();
        host = domain.Length == 0 ? MissingHost : domain.ToArray();
    }

    private List<byte> Quoted()
    {
        var value = new List<byte>();
        Take();
        while (_rest.Length > 0 && _rest[0] != '"')
        {
            if (_rest[0] == '\\' && _rest.Length > 1)
            {
                Take();
            }

            value.Add(_rest[0]);
            Take();
        }

        if (_rest.Length > 0)
        {
            Take();
        }

        return value;
    }

    private byte[] Comment()
    {
        var value = new List<byte>();
        var depth = 0;
        do
        {
            var octet = _rest[0];
            depth += octet switch { (byte)'(' => 1, (byte)')' => -1, _ => 0 };
            if (octet == '\\' && _rest.Length > 1)
            {
                Take();
            }

            value.Add(_rest[0]);
            Take();
        }
        while (depth > 0 && _rest.Length > 0);

        return [.. value.Skip(1).Take(value.Count - (depth == 0 ? 2 : 1))];
    }
}
