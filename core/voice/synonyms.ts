/**
 * Words of which a business uses one where its customers use another. The words of a group take the same article, so that
 * one can stand for the other; singular, then plural. Data.
 */
export const synonyms: Record<string, readonly (readonly (readonly [string, string])[])[]> = {
  en: [
    [
      ['order', 'orders'],
      ['booking', 'bookings'],
      ['reservation', 'reservations'],
      ['purchase', 'purchases'],
    ],
    [
      ['parcel', 'parcels'],
      ['package', 'packages'],
      ['shipment', 'shipments'],
      ['delivery', 'deliveries'],
      ['consignment', 'consignments'],
    ],
    [
      ['customer', 'customers'],
      ['client', 'clients'],
      ['guest', 'guests'],
      ['member', 'members'],
      ['patient', 'patients'],
      ['shopper', 'shoppers'],
    ],
    [
      ['invoice', 'invoices'],
      ['bill', 'bills'],
      ['receipt', 'receipts'],
      ['statement', 'statements'],
    ],
    [
      ['subscription', 'subscriptions'],
      ['membership', 'memberships'],
      ['plan', 'plans'],
      ['contract', 'contracts'],
    ],
    [
      ['shop', 'shops'],
      ['store', 'stores'],
      ['boutique', 'boutiques'],
      ['branch', 'branches'],
    ],
    [
      ['item', 'items'],
      ['product', 'products'],
      ['article', 'articles'],
      ['piece', 'pieces'],
    ],
    [
      ['voucher', 'vouchers'],
      ['coupon', 'coupons'],
      ['code', 'codes'],
      ['gift card', 'gift cards'],
    ],
    [
      ['appointment', 'appointments'],
      ['session', 'sessions'],
      ['meeting', 'meetings'],
      ['visit', 'visits'],
      ['slot', 'slots'],
    ],
    [
      ['issue', 'issues'],
      ['problem', 'problems'],
      ['fault', 'faults'],
      ['bug', 'bugs'],
      ['error', 'errors'],
    ],
    [
      ['request', 'requests'],
      ['ticket', 'tickets'],
      ['case', 'cases'],
      ['enquiry', 'enquiries'],
      ['inquiry', 'inquiries'],
    ],
    [
      ['refund', 'refunds'],
      ['reimbursement', 'reimbursements'],
    ],
    [
      ['team', 'teams'],
      ['crew', 'crews'],
      ['staff', 'staff'],
      ['department', 'departments'],
    ],
    [
      ['flat', 'flats'],
      ['apartment', 'apartments'],
      ['unit', 'units'],
    ],
    [
      ['course', 'courses'],
      ['class', 'classes'],
      ['lesson', 'lessons'],
      ['workshop', 'workshops'],
    ],
    [
      ['photo', 'photos'],
      ['picture', 'pictures'],
      ['image', 'images'],
    ],
    [
      ['app', 'apps'],
      ['application', 'applications'],
      ['software', 'software'],
      ['tool', 'tools'],
    ],
    [
      ['mail', 'mails'],
      ['email', 'emails'],
      ['e-mail', 'e-mails'],
      ['message', 'messages'],
    ],
  ],
  de: [
    [
      ['bestellung', 'bestellungen'],
      ['buchung', 'buchungen'],
      ['reservierung', 'reservierungen'],
      ['order', 'orders'],
    ],
    [
      ['sendung', 'sendungen'],
      ['lieferung', 'lieferungen'],
    ],
    [
      ['rechnung', 'rechnungen'],
      ['quittung', 'quittungen'],
    ],
    [
      ['kunde', 'kunden'],
      ['gast', 'gäste'],
      ['klient', 'klienten'],
      ['patient', 'patienten'],
    ],
    [
      ['laden', 'läden'],
      ['shop', 'shops'],
      ['store', 'stores'],
    ],
    [
      ['gutschein', 'gutscheine'],
      ['coupon', 'coupons'],
      ['code', 'codes'],
    ],
    [
      ['artikel', 'artikel'],
      ['gegenstand', 'gegenstände'],
    ],
    [
      ['anfrage', 'anfragen'],
      ['frage', 'fragen'],
    ],
    [
      ['erstattung', 'erstattungen'],
      ['rückzahlung', 'rückzahlungen'],
      ['rückerstattung', 'rückerstattungen'],
    ],
  ],
  fr: [
    [
      ['commande', 'commandes'],
      ['réservation', 'réservations'],
    ],
    [
      ['colis', 'colis'],
      ['paquet', 'paquets'],
      ['envoi', 'envois'],
    ],
    [
      ['facture', 'factures'],
      ['note', 'notes'],
    ],
    [
      ['magasin', 'magasins'],
      ['point de vente', 'points de vente'],
    ],
    [
      ['client', 'clients'],
      ['membre', 'membres'],
      ['adhérent', 'adhérents'],
    ],
  ],
  es: [
    [
      ['pedido', 'pedidos'],
      ['encargo', 'encargos'],
    ],
    [
      ['reserva', 'reservas'],
      ['reservación', 'reservaciones'],
    ],
    [
      ['paquete', 'paquetes'],
      ['envío', 'envíos'],
    ],
    [
      ['cliente', 'clientes'],
      ['huésped', 'huéspedes'],
      ['socio', 'socios'],
    ],
  ],
  it: [
    [
      ['ordine', 'ordini'],
      ['acquisto', 'acquisti'],
    ],
    [
      ['prenotazione', 'prenotazioni'],
      ['ordinazione', 'ordinazioni'],
    ],
    [
      ['pacco', 'pacchi'],
      ['collo', 'colli'],
    ],
  ],
  nl: [
    [
      ['bestelling', 'bestellingen'],
      ['boeking', 'boekingen'],
      ['reservering', 'reserveringen'],
      ['order', 'orders'],
    ],
    [
      ['klant', 'klanten'],
      ['gast', 'gasten'],
    ],
    [
      ['winkel', 'winkels'],
      ['zaak', 'zaken'],
    ],
  ],
}
