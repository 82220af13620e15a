using Hikyaku.Formats.Addresses;

namespace Hikyaku.Mail.Delivery.Protection.Reporting;

/// <summary>Sends a report by mail.</summary>
/// <param name="message">The message, without Return-Path line.</param>
/// <param name="recipient">To whom.</param>
/// <param name="cancellation">Ends the wait.</param>
/// <returns>Null, or why it could not be taken.</returns>
public delegate ValueTask<string?> TlsReportMail(byte[] message, Address recipient, CancellationToken cancellation);
