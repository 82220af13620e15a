namespace Hikyaku.Mail.Authentication;

/// <summary>What ties a SASL exchange to its TLS connection; an empty value is not to be had on this connection.</summary>
/// <param name="TlsExporter"><c>tls-exporter</c> (RFC 9266).</param>
/// <param name="TlsServerEndPoint"><c>tls-server-end-point</c> (RFC 5929 §4).</param>
public sealed record ChannelBindings(ReadOnlyMemory<byte> TlsExporter, ReadOnlyMemory<byte> TlsServerEndPoint)
{
    internal bool IsAny => !TlsExporter.IsEmpty || !TlsServerEndPoint.IsEmpty;

    internal ReadOnlyMemory<byte> Of(string type) => type switch
    {
        "tls-exporter" => TlsExporter,
        "tls-server-end-point" => TlsServerEndPoint,
        _ => default,
    };
}
